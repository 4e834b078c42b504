import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { words } from './index.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of the main process', () => {
  it('exist in both languages with the same placeholders', () => {
    expect(Object.keys(en)).toEqual(Object.keys(de));
    for (const key of Object.keys(de) as (keyof typeof de)[]) {
      expect(placeholders(en[key]), key).toEqual(placeholders(de[key]));
      expect(en[key], key).not.toBe('');
    }
  });

  it('are filled in', () => {
    expect(words('en')('tooltipUnread', { count: 12 })).toBe('Talkmelder – 12 unread');
    expect(words('de')('tooltipUnread', { count: 12 })).toBe('Talkmelder – 12 ungelesen');
  });
});
