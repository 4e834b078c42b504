import { expect, it } from 'vitest';
import { updatesFolder } from './updates.ts';

it.each([
  [
    'https://github.com/example/talkmelder',
    undefined,
    'https://github.com/example/talkmelder/releases/latest/download',
  ],
  ['https://github.com/example/talk.melder.git', '', 'https://github.com/example/talk.melder/releases/latest/download'],
  ['https://codeberg.org/example/talkmelder', undefined, null],
  ['https://github.com.evil.example/a/b', undefined, null],
  ['https://github.com/example/talkmelder', 'https://updates.example.org/t/', 'https://updates.example.org/t/'],
  ['https://github.com/example/talkmelder', 'off', null],
])('the folder of %s with %j is %s', (repository, variable, expected) => {
  expect(updatesFolder(repository, { TALKMELDER_UPDATES: variable })).toBe(expected);
});

it.each(['http://example.org/', 'example.org', 'https://a:b@example.org/', 'https://example.org/?a=b'])(
  'the address %s stops the build',
  (variable) => {
    expect(() => updatesFolder('', { TALKMELDER_UPDATES: variable })).toThrow(/^TALKMELDER_UPDATES must be/);
  },
);
