/** A date and a time as a calendar states them, in some time zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** More time zones than any person's calendar uses; each holds a formatter. */
const MOST_ZONES = 40;
const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  if (formatters.size >= MOST_ZONES) formatters.clear();
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-u-hc-h23-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // A name of Outlook's, or anything else that the system does not know.
  }
  formatters.set(zone, made);
  return made;
}

const asUtc = ({ year, month, day, hour, minute, second }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/** Returns how many milliseconds the zone is ahead of UTC at this time. */
function offsetAt(formatter: Intl.DateTimeFormat, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return asUtc({ year, month, day, hour, minute, second }) - Math.floor(at / 1_000) * 1_000;
}

/** The clocks of the computer's own zone, which also stand for zones that the system does not know. */
const inOwnZone = ({ year, month, day, hour, minute, second }: WallTime): number =>
  new Date(year, month - 1, day, hour, minute, second).getTime();

/**
 * Returns when clocks show this time, milliseconds since 1970. An hour that happens twice means the first one; a time
 * that is left out counts by the clock before the change. Source: RFC 5545, section 3.3.5.
 * @param zone a name such as Europe/Berlin; null or unknown: the computer's own
 */
export function instantOf(wall: WallTime, zone: string | null): number {
  const formatter = zone === null ? null : formatterOf(zone);
  if (formatter === null) return inOwnZone(wall);
  const utc = asUtc(wall);
  const before = offsetAt(formatter, utc - DAY_MS);
  if (offsetAt(formatter, utc - before) === before) return utc - before;
  const after = offsetAt(formatter, utc + DAY_MS);
  return offsetAt(formatter, utc - after) === after ? utc - after : utc - before;
}
