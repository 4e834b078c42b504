import { beforeEach, describe, expect, it } from 'vitest';
import { sampleAccount } from '../test/fakes/samples.ts';
import { markOf, marksFor, setMarks } from './account-marks.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two', server: 'https://nc.example.net', displayName: 'Erika', tint: 1 });

beforeEach(() => {
  setMarks(new Map());
});

describe('marks of accounts', () => {
  it("show a conversation's account while several accounts are shown", () => {
    setMarks(marksFor({ accounts: [max, erika], shown: null }));
    expect(markOf('abc.one')).toEqual({
      tint: 0,
      sign: 'MM',
      picture: null,
      label: 'Max Mustermann · cloud.example.org',
      spoken: 'Max Mustermann',
    });
    expect(markOf('abc.two')).toMatchObject({ tint: 1, spoken: 'Erika' });
    expect(markOf('abc.three')).toBeUndefined();
  });

  it('are empty while only one account is shown', () => {
    setMarks(marksFor({ accounts: [max, erika], shown: 'b' }));
    expect(markOf('abc.two')).toBeUndefined();
    setMarks(marksFor({ accounts: [max], shown: null }));
    expect(markOf('abc.one')).toBeUndefined();
  });

  it('distinguish namesakes on one server by their login names', () => {
    const accounts = [max, { ...max, id: 'c', key: 'three', loginName: 'wache' }];
    expect(marksFor({ accounts, shown: null }).get('three')?.spoken).toBe('Max Mustermann (wache) · cloud.example.org');
  });

  it('have a picture or initials, and a number where two have the same initials', () => {
    const pictured = { ...erika, picture: true };
    const signs = (...accounts: (typeof max)[]) =>
      [...marksFor({ accounts, shown: null }).values()].map(({ sign, picture }) => [sign, picture]);
    expect(signs(max, pictured)).toEqual([
      ['MM', null],
      ['E', 'account/two'],
    ]);
    const namesake = { ...max, id: 'c', key: 'three', loginName: 'wache', picture: true };
    expect(signs(max, pictured, namesake)).toEqual([
      ['1', null],
      ['E', 'account/two'],
      ['3', null],
    ]);
  });

  it('distinguish namesakes by their servers', () => {
    const marks = marksFor({ accounts: [max, { ...erika, displayName: 'Max Mustermann' }], shown: null });
    expect([...marks.values()].map(({ spoken }) => spoken)).toEqual([
      'Max Mustermann · cloud.example.org',
      'Max Mustermann · nc.example.net',
    ]);
  });
});
