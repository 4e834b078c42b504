import { describe, expect, it } from 'vitest';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { createSounds } from './sounds.ts';

const ALICE = 'alice@example.org';

describe("an account's sounds", () => {
  it("are the conversation's, else the account's, else the system's, also after a restart", () => {
    const settings = createFakeSettings();
    const sounds = createSounds(settings, ALICE);
    expect(sounds.of('tok')).toBe('system');
    expect(sounds.chooseForAll('bell')).toBe(true);
    expect(sounds.choose('tok', 'knock')).toBe(true);
    expect(sounds.choose('other', 'system')).toBe(true);
    const again = createSounds(settings, ALICE);
    expect([again.of('tok'), again.of('other'), again.of('third'), again.of(null)]).toEqual([
      'knock',
      'system',
      'bell',
      'bell',
    ]);
    again.choose('tok', null);
    expect(again.of('tok')).toBe('bell');
    expect(createSounds(settings, 'bob@example.org').of('tok')).toBe('system');
  });

  it('are another map after each change, so that the list notices', () => {
    const sounds = createSounds(createFakeSettings(), ALICE);
    const before = sounds.conversations();
    sounds.choose('tok', 'chime');
    expect(sounds.conversations()).not.toBe(before);
  });

  it('are at most 500 of conversations: the oldest choice leaves', () => {
    const settings = createFakeSettings();
    const sounds = createSounds(settings, ALICE);
    for (let at = 0; at < 600; at += 1) sounds.choose(`r${at}`, 'bell');
    expect([sounds.of('r99'), sounds.of('r100'), createSounds(settings, ALICE).conversations().size]).toEqual([
      'system',
      'bell',
      500,
    ]);
  });

  it.each([
    [null],
    [{ account: 'gong' }],
    [{ conversations: { tok: 'bell' } }],
    [{ conversations: [['tok', 'gong'], 'tok', [7, 'bell']] }],
  ])('survive a file with %j', (document) => {
    const settings = createFakeSettings();
    settings.documents.set(`sounds/${ALICE}`, JSON.stringify(document));
    expect(createSounds(settings, ALICE).of('tok')).toBe('system');
  });

  it('keep the valid ones of a damaged file, whatever the tokens are called', () => {
    const settings = createFakeSettings();
    const conversations = [
      ['constructor', 'bell'],
      ['tok', 'gong'],
      ['__proto__', 'knock'],
    ];
    settings.documents.set(`sounds/${ALICE}`, JSON.stringify({ account: 'chime', conversations }));
    const sounds = createSounds(settings, ALICE);
    expect([sounds.of('constructor'), sounds.of('tok'), sounds.of('__proto__')]).toEqual(['bell', 'chime', 'knock']);
  });
});
