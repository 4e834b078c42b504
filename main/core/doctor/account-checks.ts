import * as v from 'valibot';
import { SessionEnded, TalkForbidden, TalkMissing, TalkTooOld } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { pushOffer } from '../nextcloud/push-endpoints.ts';
import { OLDEST_TALK, requireTalk } from '../nextcloud/requirements.ts';
import { Capabilities } from '../nextcloud/schemas.ts';
import { createTalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, OpenSocket } from '../ports.ts';
import { isOdd } from '../sync/oddities.ts';
import type { AlarmsToCheck } from './alarm-checks.ts';
import { codeOf, failed, info, type Outcome, ok, skipped, warning } from './outcome.ts';
import { PreAuthFailed, tryPush } from './push-trial.ts';
import { explainApi } from './server-checks.ts';

/** How many conversations cannot be read, and how many exist beyond those that the app holds. */
export interface RoomCounts {
  unreadable: number;
  beyond: number;
}

/** The account that the doctor examines. */
export type Account =
  /**
   * `counts` is given when the app has already read all conversations; else the doctor asks for them. `alarms` is given
   * when the account has alarm conversations.
   */
  | { kind: 'signed-in'; client: Client; counts?: RoomCounts; alarms?: AlarmsToCheck }
  /**
   * `ended`: the server has already refused the app password. `no-secret`: the keychain does not hand it out.
   * `foreign`: the app password was made for another address or login name.
   */
  | { kind: 'signed-out' | 'ended' | 'no-secret' | 'foreign' };

/**
 * Makes a single request, because each refusal counts as a failed login and too many get the address blocked. Makes
 * none when the refusal is already known.
 */
export async function checkAuthentication(account: Account): Promise<Outcome> {
  switch (account.kind) {
    case 'signed-out':
      return skipped('doctor.skipped.signedOut');
    case 'ended':
      return failed('doctor.authentication.ended');
    case 'no-secret':
      return failed('doctor.authentication.noSecret');
    case 'foreign':
      return failed('doctor.authentication.foreign');
    case 'signed-in':
      try {
        await account.client.ocs('cloud/user', v.unknown());
        return ok('doctor.authentication.ok');
      } catch (error) {
        return error instanceof SessionEnded ? failed('doctor.authentication.ended') : explainApi(error);
      }
  }
}

export type KnownCapabilities = Capabilities;

/** What the server can do for the signed-in user. */
export const askCapabilities = async (client: Client): Promise<KnownCapabilities> =>
  (await client.ocs('cloud/capabilities', Capabilities)).data;

/**
 * When the conversations are known, asks only for those that changed this second, because the whole list may be
 * megabytes.
 * @param counts undefined: the whole list is requested
 */
export async function checkTalk(
  client: Client,
  known: Promise<KnownCapabilities>,
  clock: Clock,
  counts?: RoomCounts,
): Promise<Outcome> {
  try {
    const since = counts === undefined ? null : Math.floor(clock.now() / 1_000);
    const list = await createTalkApi(client).rooms(since);
    const { spreed } = (await known).capabilities;
    requireTalk(spreed?.version);
    const version = spreed?.version ?? '';
    const { unreadable, beyond } = counts ?? {
      unreadable: list.rooms.filter(isOdd).length + list.leftOut,
      beyond: list.beyond,
    };
    if (unreadable === 1) return warning('doctor.talk.one-unreadable', { version });
    if (unreadable > 1) return warning('doctor.talk.unreadable', { version, count: unreadable });
    return beyond > 0 ? warning('doctor.talk.beyond', { version, count: beyond }) : ok('doctor.talk.ok', { version });
  } catch (error) {
    if (error instanceof TalkTooOld) return failed('doctor.talk.old', { version: error.found, minimum: OLDEST_TALK });
    if (error instanceof TalkMissing) return failed('doctor.talk.missing');
    if (error instanceof TalkForbidden) return failed('doctor.talk.forbidden');
    return explainApi(error);
  }
}

/** Talkmelder works without the notifications app, but that app is what triggers push. */
export async function checkNotificationsApp(known: Promise<KnownCapabilities>): Promise<Outcome> {
  const { notifications } = (await known).capabilities;
  return notifications ? ok('doctor.notifications-app.ok') : info('doctor.notifications-app.missing');
}

/** @param seconds between two requests without push */
export async function checkPush(
  { client, clock, openSocket }: { client: Client; clock: Clock; openSocket: OpenSocket },
  known: Promise<KnownCapabilities>,
  seconds: number,
): Promise<Outcome> {
  const offer = pushOffer(await known, client.server);
  if (offer.kind === 'none') return info('doctor.push.missing', { duration: seconds });
  if (offer.kind === 'unusable') {
    const { which, named } = offer.unusable;
    if (named === null) return info('doctor.push.unnamed', { duration: seconds, which });
    return info('doctor.push.unusable', { duration: seconds, which, named });
  }
  try {
    return ok('doctor.push.ok', { ms: await tryPush({ client, clock, openSocket }, offer.endpoints) });
  } catch (error) {
    if (error instanceof PreAuthFailed)
      return info('doctor.push.pre-auth', { duration: seconds, code: codeOf(error.cause) });
    return info('doctor.push.failed', { duration: seconds, code: codeOf(error) });
  }
}
