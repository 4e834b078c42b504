import { describe, expect, it } from 'vitest';
import { accountId, group, markAllReadNow, nextcloud, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';
import type { NotMarkedRead } from '../errors.ts';

usePc();

describe('mark all as read', () => {
  const unread = () => {
    const { phase } = talkmelder.state();
    return phase.kind === 'connected' ? phase.unread : Number.NaN;
  };

  const unreadNames = () => {
    const { phase } = talkmelder.state();
    const rooms = phase.kind === 'connected' ? (phase.conversations ?? []) : [];
    return rooms.flatMap((room) => (room.unread > 0 ? room.name : [])).sort();
  };

  it('marks every conversation as read', async () => {
    await signIn();
    expect(unread()).toBeGreaterThan(3);
    await markAllReadNow([accountId()]);
    expect(unread()).toBe(0);
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
  });

  it('continues after a conversation that cannot be marked, and reports it', async () => {
    await signIn();
    nextcloud.control.fail({ status: 404 }, { method: 'POST', path: `/${group}/read` });
    const others = unread() - 3;
    await expect(markAllReadNow([accountId()])).rejects.toMatchObject({
      code: 'action-refused',
      names: ['Einsatzgruppe 1'],
    });
    expect(others).toBeGreaterThan(0);
    expect(unread()).toBe(3);
  });

  it('stops and reports when the server asks for fewer requests; the remaining conversations stay unread', async () => {
    await signIn();
    const before = unread();
    const names = unreadNames();
    nextcloud.control.fail({ status: 429 }, { method: 'POST' });
    const refusal = await markAllReadNow([accountId()]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'too-many-attempts' });
    expect((refusal as NotMarkedRead).names.toSorted()).toEqual(names);
    expect(unread()).toBe(before);
  });
});
