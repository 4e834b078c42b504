/** A list that was requested before an action describes the state before it, however late the list arrives. */
import { beforeEach, expect, it } from 'vitest';
import {
  afterPoll,
  expectNotifications,
  group,
  named,
  nextcloud,
  passUntil,
  ports,
  refresh,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import type { LoggedRequest } from '../../../test/nextcloud/request-log.ts';
import type { Fetch } from '../ports.ts';

usePc();

const unread = (): number => {
  const { phase } = talkmelder.state();
  const found = phase.kind === 'connected' && phase.conversations?.find(({ token }) => token === named(group));
  return found ? found.unread : -1;
};

/** Holds back the answers to list requests after the server has given them. */
function holdLists(fetch: Fetch) {
  const answered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const held: Fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.endsWith('/room')) {
      answered.resolve();
      await released.promise;
    }
    return response;
  };
  return { held, answered: answered.promise, release: () => released.resolve() };
}

let list: ReturnType<typeof holdLists>;
beforeEach(async () => {
  const { fetch } = ports;
  let detour = fetch;
  // The app keeps the ports that it started with, so the detour must be in place before the user signs in.
  ports.fetch = (...given) => detour(...given);
  await signIn();
  nextcloud.control.send('bob', group, 'ungelesen');
  await afterPoll();
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: ungelesen']);
  list = holdLists(fetch);
  detour = list.held;
  await refresh();
  await list.answered;
});

it('a late list does not turn a read conversation unread again, and the next list is a full one', async () => {
  const seen = new Set<number>();
  await talkmelder.act(named(group), { kind: 'mark-read' });
  talkmelder.subscribe(() => seen.add(unread()));
  nextcloud.control.clearRequests();
  const isFull = ({ path, query }: LoggedRequest) => path.endsWith('/room') && !query.has('modifiedSince');
  const full = nextcloud.control.waitFor('request', isFull);
  list.release();
  await passUntil(full);
  expect(nextcloud.control.requests.filter(isFull)).toHaveLength(1);
  await expect.poll(() => [...seen]).toEqual([0]);
});

it('a message after a late list is announced with the next list, even if the server refuses the action', async () => {
  nextcloud.control.fail({ status: 500 }, { method: 'POST', path: '/read' });
  const before = unread();
  const acting = talkmelder.act(named(group), { kind: 'mark-read' });
  list.release();
  await expect(acting).rejects.toMatchObject({ code: 'server-error' });
  nextcloud.control.send('bob', group, 'meanwhile');
  await passUntil(until(talkmelder, () => unread() === before + 1));
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: ungelesen', 'Einsatzgruppe 1: Bob Böhm: meanwhile']);
});
