import { describe, expect, it } from 'vitest';
import { fullLabel } from '../main/core/model/account-label.ts';
import { sampleAccount } from '../test/fakes/samples.ts';
import {
  about,
  accountKeyOf,
  accountLabel,
  hostOf,
  inView,
  isOtherView,
  personName,
  sharedColour,
  shownAccounts,
  talkTokenOf,
} from './accounts.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two', server: 'https://nc.example.net/cloud', displayName: 'Erika' });

it('a token contains its account’s key and Talk’s own token', () => {
  expect(talkTokenOf('xk5cq7dn.0f3a9c21b4d7')).toBe('xk5cq7dn');
  expect(accountKeyOf('xk5cq7dn.0f3a9c21b4d7')).toBe('0f3a9c21b4d7');
  expect([talkTokenOf('plain'), accountKeyOf('plain'), accountKeyOf('')]).toEqual(['plain', '', '']);
});

it('shows one account or all accounts', () => {
  const accounts = [max, erika];
  expect(shownAccounts({ accounts, shown: null })).toEqual(accounts);
  expect(shownAccounts({ accounts, shown: 'b' })).toEqual([erika]);
});

it('the view changes when other or more accounts are shown, not when an account is gone', () => {
  const all = inView({ accounts: [max, erika], shown: null });
  const ofErika = inView({ accounts: [max, erika], shown: 'b' });
  const ofMaxAlone = inView({ accounts: [max], shown: max.id });
  expect(isOtherView(all, ofErika)).toBe(true);
  expect(isOtherView(ofErika, all)).toBe(true);
  expect(isOtherView(ofMaxAlone, all)).toBe(true);
  expect(isOtherView(ofErika, ofMaxAlone)).toBe(true);
  expect(isOtherView(all, ofMaxAlone)).toBe(false);
  expect(isOtherView(all, { ...all })).toBe(false);
});

describe('the colour of the shown accounts', () => {
  const red = { ...max, colour: '#ff0000' };
  const blue = { ...erika, colour: '#0000ff' };
  it("is the servers' colour if all agree, else null", () => {
    expect(sharedColour({ accounts: [red, blue], shown: 'b' })).toBe('#0000ff');
    expect(sharedColour({ accounts: [red, { ...blue, colour: '#ff0000' }], shown: null })).toBe('#ff0000');
    expect(sharedColour({ accounts: [red, blue], shown: null })).toBeNull();
    expect(sharedColour({ accounts: [], shown: null })).toBeNull();
  });
});

it('names the account of a sentence when there are several accounts', () => {
  expect(accountLabel(erika, [max, erika])).toBe('Erika · nc.example.net/cloud');
  expect(about({ accounts: [max, erika] }, erika, 'Nicht da.')).toBe('Erika · nc.example.net/cloud: Nicht da.');
  expect(about({ accounts: [erika] }, erika, 'Nicht da.')).toBe('Nicht da.');
});

it('distinguishes namesakes on one server by their login names', () => {
  const other = { ...max, id: 'c', key: 'three', loginName: 'wache' };
  const accounts = [max, other];
  expect(accountLabel(other, accounts)).toBe('Max Mustermann (wache) · cloud.example.org');
  expect(personName(other, accounts)).toBe('Max Mustermann (wache)');
  expect(personName(max, [max, erika])).toBe('Max Mustermann');
  for (const account of accounts) expect(accountLabel(account, accounts)).toBe(fullLabel(account, accounts));
  expect(about({ accounts }, other, 'Nicht da.')).toBe('Max Mustermann (wache) · cloud.example.org: Nicht da.');
});

it.each([
  ['https://cloud.example.org', 'cloud.example.org'],
  ['https://example.org/nextcloud/', 'example.org/nextcloud'],
  ['http://localhost:8080', 'localhost:8080'],
  [' Cloud.Example.org ', 'Cloud.Example.org'],
  ['', ''],
])('%s reads as %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});
