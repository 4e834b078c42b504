import ICAL from 'ical.js';
import { oneLine } from '../model/plain-text.ts';

/** An entry of an address book. */
export interface Card {
  name: string;
  phones: string[];
  mails: string[];
  uid: string | null;
  /** Ids such as "bob@cloud.example.org", by which Nextclouds know each other's users. */
  cloudIds: string[];
  /** The user that Nextcloud itself names in the cards that it makes (`X-NEXTCLOUD-UID`). */
  user: string | null;
}

/** A longer card is not read: without pictures, honest ones have 2 kB. */
const LONGEST_CARD = 512 * 1024;
/** A longer line is left out. */
const LONGEST_LINE = 2_000;
/** Further lines are left out. */
const MOST_LINES = 200;
const MOST_VALUES = 10;

/** The lines that are read; the others (pictures, notes) are not even parsed. `item1.`: the group of a line. */
const WANTED = /^(?:[\w-]{1,40}\.)?(?:BEGIN|END|VERSION|FN|N|ORG|TEL|EMAIL|UID|CLOUD|X-NEXTCLOUD-UID)[;:]/i;
const FRAME = /^(?:BEGIN|END):/i;

/** The two ways in which the parser reads a line; the card's version decides. */
const VERSIONS = ['vcard', 'vcard3'].map((name) => ICAL.design.getDesignSet(name));

/**
 * Returns what a vCard says about a person; null when it cannot be read or names no person. A line or value that cannot be
 * read is left out. Source: RFC 6350.
 */
export function readCard(text: string): Card | null {
  if (text.length > LONGEST_CARD) return null;
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  let left = MOST_LINES;
  const wanted = lines.filter((line) => {
    if (line.length > LONGEST_LINE || !WANTED.test(line)) return false;
    if (FRAME.test(line)) return true;
    left -= 1;
    return left >= 0 && isReadable(line);
  });
  try {
    const [first]: unknown[] = [ICAL.parse(wanted.join('\r\n'))].flat(isSeveral(wanted) ? 1 : 0);
    const card = new ICAL.Component(first as unknown[]);
    const name = nameIn(card);
    if (name === '') return null;
    const [uid = null] = valuesOf(card, 'uid');
    const [user = null] = valuesOf(card, 'x-nextcloud-uid');
    return {
      name,
      phones: valuesOf(card, 'tel'),
      mails: valuesOf(card, 'email'),
      uid,
      cloudIds: valuesOf(card, 'cloud'),
      user,
    };
  } catch {
    return null;
  }
}

/** The parser refuses a whole card because of one odd line. */
function isReadable(line: string): boolean {
  try {
    for (const version of VERSIONS) ICAL.parse.property(line, version);
    return true;
  } catch {
    return false;
  }
}

/** The parser returns a list where a text has several cards. */
const isSeveral = (lines: readonly string[]): boolean => lines.filter((line) => /^BEGIN:/i.test(line)).length > 1;

function nameIn(card: ICAL.Component): string {
  const [full] = valuesOf(card, 'fn');
  if (full !== undefined) return full;
  const [names] = card.getAllProperties('n');
  const parts = names ? readValue(names) : null;
  const [family = '', given = ''] = Array.isArray(parts) ? parts.map(String) : [String(parts ?? '')];
  return oneLine(`${given} ${family}`) || (valuesOf(card, 'org')[0] ?? '');
}

/** Returns null for a value that is not of the type that its line names. */
function readValue(property: ICAL.Property): unknown {
  try {
    return property.getFirstValue();
  } catch {
    return null;
  }
}

/** Returns the values of a property, each once and without the scheme of an address. */
function valuesOf(card: ICAL.Component, name: string): string[] {
  const values = card.getAllProperties(name).map((property) => {
    const value = readValue(property);
    const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
    return oneLine(text.replace(/^(?:tel|mailto):/i, ''));
  });
  return [...new Set(values.filter((value) => value !== ''))].slice(0, MOST_VALUES);
}
