import { expect, it } from 'vitest';
import { setLanguage } from '../i18n/index.ts';
import { keywordsIn, ruleText, sendersToChoose } from './alarm-rule.ts';

it('reads keywords with commas, and refuses too many or too long ones', () => {
  expect(keywordsIn(' Einsatz, Person in Gefahr ;, Einsatz')).toEqual(['Einsatz', 'Person in Gefahr']);
  expect(keywordsIn('  , ')).toEqual([]);
  const many = (count: number) => Array.from({ length: count }, (_, index) => `${index}`).join();
  expect(keywordsIn(many(50))).toHaveLength(50);
  expect(keywordsIn(many(51))).toBeNull();
  expect(keywordsIn('x'.repeat(101))).toBeNull();
});

it('keeps listed senders that have not written lately', () => {
  const bob = { id: 'users/bob', name: 'Bob' };
  expect(sendersToChoose([bob], ['users/bob'], ['users/max'])).toEqual([bob, { id: 'users/max', name: 'users/max' }]);
});

it('says which messages are alarms', () => {
  setLanguage('en');
  expect(ruleText({ keywords: [], senders: [] })).toBe('Every message');
  expect(ruleText({ keywords: ['Einsatz', 'Brand'], senders: ['a'] })).toBe('Keywords: Einsatz, Brand · 1 sender');
  expect(ruleText({ keywords: [], senders: ['a', 'b'] })).toBe('2 senders');
});
