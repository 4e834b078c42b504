import { describe, expect, it } from 'vitest';
import type { DoctorKey } from '../model/doctor-report.ts';
import type { Language } from '../model/settings.ts';
import { de } from './de.ts';
import { doctor } from './doctor/de.ts';
import { doctorWords } from './doctor/index.ts';
import { en } from './en.ts';
import { words } from './index.ts';

/** A line could break in front of "…" or a unit. */
const TORN = / …|[\d}] (Uhr|Min\.|Std\.|Sekunden?|Minuten?|Stunden?|Tage?n?|ms|s|[kMG]B|%)(?!\p{L})/u;
const NUMBERS = { count: 5, duration: 300, ms: 5, time: '8:00' };

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of the main process', () => {
  it('exist in both languages with the same placeholders', () => {
    expect(Object.keys(en)).toEqual(Object.keys(de));
    for (const key of Object.keys(de) as (keyof typeof de)[]) {
      expect(placeholders(en[key]), key).toEqual(placeholders(de[key]));
      expect(en[key], key).not.toBe('');
    }
  });

  it('keep together what belongs together', () => {
    const doctorKeys = Object.keys(doctor) as DoctorKey[];
    const said = (language: Language) => [
      ...(Object.keys(de) as (keyof typeof de)[]).map((key) => words(language)(key, NUMBERS)),
      ...doctorKeys.map((key) => doctorWords(language)(key, NUMBERS)),
    ];
    for (const sentence of said('de')) expect(sentence).not.toMatch(TORN);
    for (const sentence of said('en')) expect(sentence).not.toMatch(/\s…|\u00a0/);
  });

  it('are filled in', () => {
    expect(words('en')('tooltipUnread', { count: 12 })).toBe('Talkmelder – 12 unread');
    expect(words('de')('tooltipUnread', { count: 12 })).toBe('Talkmelder – 12 ungelesen');
  });
});
