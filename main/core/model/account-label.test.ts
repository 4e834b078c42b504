import { expect, it } from 'vitest';
import { fullLabel, type Labelled, shortLabel } from './account-label.ts';

const account = (id: string, server: string, displayName: string): Labelled => ({
  id,
  displayName,
  server: `https://${server}`,
  loginName: id,
});
const labels = (all: Labelled[]) => all.map((one) => shortLabel(one, all));

it('is null for the only account', () => {
  expect(labels([account('alice', 'cloud.example.org', 'Alice Anders')])).toEqual([null]);
});

it('names the servers, with their folders, when these tell the accounts apart', () => {
  const alice = account('alice', 'cloud.example.org', 'Alice Anders');
  expect(labels([alice, account('a2', 'other.example.org', 'Alice Anders')])).toEqual([
    'cloud.example.org',
    'other.example.org',
  ]);
  expect(labels([alice, account('a2', 'cloud.example.org/zwei', 'Alice Anders')])).toEqual([
    'cloud.example.org',
    'cloud.example.org/zwei',
  ]);
});

it('names the users on one server, with their login names when two share a name', () => {
  const all = [
    account('alice', 'cloud.example.org', 'Alice Anders'),
    account('wache', 'cloud.example.org', 'Wache 1'),
    account('wache2', 'cloud.example.org', 'Wache 1'),
    account('bob', 'other.example.org', 'Wache 1'),
  ];
  expect(labels(all)).toEqual(['Alice Anders', 'Wache 1 (wache)', 'Wache 1 (wache2)', 'other.example.org']);
  const full = all.map((one) => fullLabel(one, all));
  expect(new Set(full).size).toBe(4);
  expect(full[1]).toBe('Wache 1 (wache) · cloud.example.org');
});
