import { describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';
import { untilSynced } from '../../../test/fakes/surroundings.ts';
import type { Fault } from '../../../test/nextcloud/faults.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import type { ErrorCode } from '../model/error-code.ts';

usePc();

const listed = () => {
  const { phase } = talkmelder.state();
  return phase.kind === 'connected' ? phase.conversations?.find(({ token }) => token === named(group)) : undefined;
};

const actions: ConversationAction[] = [
  { kind: 'mark-read' },
  { kind: 'mark-unread' },
  { kind: 'set-level', level: 'never' },
  { kind: 'set-favourite', on: false },
  { kind: 'set-archived', on: true },
];

describe('the error of a failed action', () => {
  const failures: [string, Fault, ErrorCode][] = [
    ['the conversation is gone, or was never open to the user', { status: 404 }, 'action-refused'],
    ['the user is not allowed to act', { status: 403 }, 'action-refused'],
    ['the user is held in the lobby', { status: 412 }, 'action-refused'],
    ['a hotel’s sign-in page answers', { redirect: 'https://hotspot.example/' }, 'unreachable'],
    ['another page of the server answers', { redirect: '/index.php/login' }, 'unreachable'],
    ['there is no connection', 'drop', 'unreachable'],
    ['the user is signed out', { status: 401 }, 'session-ended'],
    ['the server asks for fewer requests', { status: 429 }, 'too-many-attempts'],
    ['the server has an error', { status: 500 }, 'server-error'],
    ['a page comes instead of the answer', 'html', 'server-error'],
  ];

  it.each(failures.flatMap(([what, fault, code]) => actions.map((action) => [code, action, what, fault] as const)))(
    'is %s for %o when %s',
    async (code, action, _what, fault) => {
      await signIn();
      const before = listed();
      nextcloud.control.fail(fault, { path: new RegExp(`/${group}/`) });
      await expect(talkmelder.act(named(group), action)).rejects.toMatchObject({ code });
      expect(listed()).toEqual(before);
    },
  );

  it('is the same for a reply, even when the app first looks for the message of an earlier attempt', async () => {
    const id = 'a'.repeat(64);
    await signIn();
    const end = nextcloud.control.fail({ redirect: 'https://hotspot.example/' }, { path: '/chat/' });
    await expect(talkmelder.reply(named(group), 'Komme', id)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(talkmelder.reply(named(group), 'Komme', id)).rejects.toMatchObject({ code: 'unreachable' });
    end();
    nextcloud.control.fail({ status: 404 }, { path: '/chat/' });
    await expect(talkmelder.reply(named(group), 'Komme', id)).rejects.toMatchObject({ code: 'message-refused' });
  });
});

it('a conversation that the user was removed from leaves the list after an action on it has failed', async () => {
  await signIn();
  await ports.clock.advance(1_000);
  nextcloud.control.removeFromRoom('alice', group);
  await expect(talkmelder.act(named(group), { kind: 'mark-read' })).rejects.toMatchObject({ code: 'action-refused' });
  const synced = untilSynced(talkmelder);
  await ports.clock.advance(1_000);
  await synced;
  expect(listed()).toBeUndefined();
  await expect(talkmelder.act(named(group), { kind: 'mark-read' })).rejects.toMatchObject({ code: 'action-refused' });
});
