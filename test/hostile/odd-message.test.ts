import { beforeEach, describe, expect, it } from 'vitest';
import { group, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { casesOf } from '../full.ts';
import { patchMessage } from '../nextcloud/patches.ts';
import {
  chatOf,
  eventually,
  expectRang,
  LIST,
  polls,
  rang,
  row,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();

const SHARED = { file: { type: 'file', id: '7', name: 'Plan.pdf', mimetype: 'application/pdf' } };

/** Fields that replace those of one message in every answer. */
const ODD: [string, Record<string, unknown>][] = [
  ['no reference', { referenceId: null }],
  ['a number for a reference', { referenceId: 17 }],
  ['an author without a name', { actorDisplayName: null }],
  ['an author that is a list', { actorDisplayName: ['Bob'] }],
  ['no author at all', { actorDisplayName: null, actorId: null, actorType: null }],
  ['no parameters', { messageParameters: null }],
  ['a text for parameters', { messageParameters: 'file' }],
  ['a parameter that is null', { messageParameters: { file: null } }],
  [
    'parameters named like JavaScript properties',
    { messageParameters: JSON.parse('{"__proto__":{"type":"user"},"a":[]}') },
  ],
  ['odd values in a parameter', { messageParameters: { file: { ...SHARED.file, name: null, mimetype: 7, id: {} } } }],
  ['a time before 1970', { timestamp: -62_135_596_800 }],
  ['no time', { timestamp: null }],
  ['a time beyond all dates', { timestamp: 1e308 }],
  ['no silent flag', { silent: null }],
  ['no message type', { systemMessage: null, messageType: null }],
  ['a parent of the wrong shape', { parent: [] }],
  ['a deep value', { messageParameters: { deep: JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) } }],
];

describe('one odd message', () => {
  it.each(ODD)('with %s rings once among others, and so do the others', async (_what, patch) => {
    await signIn();
    patchMessage(nextcloud.control, 'odd', patch);
    write(group, 'eins', 'odd', 'drei');
    write(wache, 'Wache');
    await polls(1);
    await expectRang(wache, ['Wache']);
    await eventually(() => rang().filter((token) => token === group)).toHaveLength(3);
    expect(row(group)).toMatchObject({ unread: 3 });
    await restart(() => {});
    await polls(2);
    expect(rang()).toHaveLength(4);
  });

  it.each(casesOf(ODD.slice(0, 5), ODD.slice(5)))(
    'with %s rings once as the last message, from the list alone',
    async (_what, patch) => {
      await signIn();
      patchMessage(nextcloud.control, 'odd', patch);
      write(group, 'odd');
      write(wache, 'Wache');
      await eventually(() => rang().sort()).toEqual([group, wache].sort());
      await polls(2);
      expect(rang()).toHaveLength(2);
    },
  );

  it('rings once when its id is text', async () => {
    await signIn();
    const asText = (list: unknown): unknown =>
      JSON.parse(JSON.stringify(list).replace(/"id":(\d+),"token"/g, '"id":"$1","token"'));
    nextcloud.control.alter(chatOf(group), asText);
    nextcloud.control.alter(LIST, asText);
    write(group, 'eins', 'zwei');
    await expectRang(group, ['eins', 'zwei']);
    await restart(() => {});
    await polls(2);
    expect(rang()).toHaveLength(2);
  });

  it('without an author is shown as written by a guest, never by the user', async () => {
    await signIn();
    patchMessage(nextcloud.control, 'odd', { actorDisplayName: null, actorId: null, actorType: null });
    write(group, 'odd');
    await eventually(() => ports.notifier.asked.map(({ body }) => body)).toEqual(['Guest: odd']);
    expect(row(group)?.preview).toMatchObject({ author: 'Guest', text: 'odd' });
  });
});

describe('a message without a readable id', () => {
  const ids: [string, unknown][] = [
    ['none', null],
    ['a fraction', 12.5],
    ['beyond all integers', 1e300],
    ['a list', [7]],
    ['a word', 'last'],
    ['below one', -3],
  ];

  // The server's own notifications know the message, and would ring for it.
  beforeEach(() => nextcloud.control.setNotificationsApp('off'));

  it.each(ids)('(%s) is the only one left out, and the others ring once', async (_what, id) => {
    await signIn();
    patchMessage(nextcloud.control, 'odd', { id });
    write(group, 'eins', 'odd', 'drei');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    await expectRang(group, ['eins', 'drei']);
    await polls(2);
    expect(rang()).toHaveLength(3);
  });

  it.each(ids)('(%s) holds nothing up as the last message, and the next one rings once', async (_what, id) => {
    await signIn();
    patchMessage(nextcloud.control, 'odd', { id });
    write(group, 'eins', 'odd');
    await expectRang(group, ['eins']);
    write(group, 'drei');
    await expectRang(group, ['eins', 'drei']);
    await polls(2);
    expect(rang()).toHaveLength(2);
  });

  it('is asked for again when it is the only new one, and the doctor counts it', async () => {
    await signIn();
    const end = patchMessage(nextcloud.control, 'odd', { id: null });
    write(group, 'odd');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    const talk = async () => (await talkmelder.runDoctor()).findings.find(({ id }) => id === 'talk')?.message;
    expect(await talk()).toBe('doctor.talk.one-unreadable');
    end();
    await expectRang(group, ['odd']);
  });

  it('rings once when the server itself notifies of it', async () => {
    nextcloud.control.setNotificationsApp('on');
    await signIn();
    patchMessage(nextcloud.control, 'odd', { id: null });
    write(group, 'eins', 'odd', 'drei');
    await expectRang(group, ['eins', 'drei', 'odd']);
    await polls(2);
    expect(rang()).toHaveLength(3);
  });

  it('does not end a page of fifty too early', async () => {
    nextcloud.control.setLevel('alice', group, 2);
    await signIn();
    patchMessage(nextcloud.control, 'odd', { id: null });
    write(group, 'odd', ...Array.from({ length: 60 }, (_, number) => `Nachricht ${number}`));
    nextcloud.control.send('bob', group, '@alice komm bitte');
    write(group, 'danach');
    await eventually(() => rang().length).toBe(1);
    expect(ports.notifier.asked[0]?.body).toContain('komm bitte');
  });

  it('rings once when the server sends it twice', async () => {
    await signIn();
    nextcloud.control.alter(chatOf(group), (page) => (Array.isArray(page) ? [...page, ...page] : page));
    write(group, 'eins', 'zwei');
    await expectRang(group, ['eins', 'zwei']);
  });
});

it('the log names the field once, and never the value', async () => {
  await signIn();
  patchMessage(nextcloud.control, 'odd', { messageParameters: { GEHEIM: 7 }, timestamp: 'GEHEIM' });
  write(group, 'eins', 'odd', 'drei');
  await eventually(() => rang().length).toBe(3);
  await polls(2);
  const lines = ports.log.lines.filter((line) => line.includes('cannot be read')).sort();
  expect(lines).toEqual([
    `warn conversation ${group}: a message's messageParameters cannot be read`,
    `warn conversation ${group}: a message's timestamp cannot be read`,
  ]);
  expect(ports.log.lines.join()).not.toContain('GEHEIM');
});
