import type { AccountRecord } from './accounts.ts';
import { createPictureCache } from './avatars.ts';
import { errorCodeOf } from './errors.ts';
import type { Say } from './i18n/index.ts';
import type { Connected } from './model/app-state.ts';
import { isOnOrigin } from './model/origin.ts';
import type { Language } from './model/settings.ts';
import { type Credentials, createClient } from './nextcloud/client.ts';
import { revokeAppPassword } from './nextcloud/login-api.ts';
import { createPush } from './nextcloud/push.ts';
import { pushEndpoints } from './nextcloud/push-endpoints.ts';
import type { Room } from './nextcloud/schemas.ts';
import { createTalkApi, type Picture } from './nextcloud/talk-api.ts';
import type { Ports } from './ports.ts';
import { createCursorStore } from './sync/cursors.ts';
import { createSyncEngine, LOADING, type Snapshot } from './sync/engine.ts';
import { levelOf } from './sync/room-store.ts';

/** A server that cannot tell who is signed in is not asked with every list. */
const PROFILE_RETRY_MS = 5 * 60_000;
const SIGNED_OUT = 'signed-out';

export interface AccountSessionOptions {
  id: string;
  record: AccountRecord;
  appPassword: string;
  ports: Ports;
  userAgent: string;
  language: Language;
  say: Say;
  onChange: (connected: Connected) => void;
  /** The server told a new display name or colour: remember it. */
  onProfile: (record: AccountRecord) => void;
}

export type AccountSession = ReturnType<typeof createAccountSession>;

/** One signed-in account: its client, its engine, its addresses. Holds the app password; nobody gets it from here. */
export function createAccountSession(options: AccountSessionOptions) {
  const { id, appPassword, ports, userAgent, language, say } = options;
  const { clock, log, fetch, notifier, opener, openSocket, settings } = ports;
  const credentials: Credentials = { loginName: options.record.loginName, appPassword };
  const client = createClient({ server: options.record.server, fetch, clock, log, userAgent, language, credentials });
  const api = createTalkApi(client);
  const cursors = createCursorStore(settings, id);
  const engine = createSyncEngine({ api, clock, log, notifier, cursors, say, onChange: show, onSynced });
  const push = createPush({ client, clock, log, openSocket, onWake: engine.tell, onLive: engine.setLive });
  const pictures = createPictureCache(clock);
  let record = options.record;
  /** Of the capabilities as last fetched; undefined: never. */
  let profileHash: string | null | undefined;
  let askAgainAt = 0;
  let toldSignedOut = false;
  let latest: Snapshot = { connection: LOADING, conversations: null };
  let closed = false;

  function show(snapshot: Snapshot): void {
    latest = snapshot;
    if (['signed-out', 'live', 'polling'].includes(snapshot.connection.state))
      tellSignedOut(snapshot.connection.state === 'signed-out');
    options.onChange(toConnected(id, record, snapshot));
  }

  /** Nobody may be looking when the server ends the session; silence would then pass for "nothing new". */
  function tellSignedOut(signedOut: boolean): void {
    if (signedOut === toldSignedOut) return;
    toldSignedOut = signedOut;
    if (signedOut) {
      push.refuse();
      notifier.show({ key: SIGNED_OUT, title: 'Talkmelder', body: say('sessionEnded'), token: null });
      return;
    }
    notifier.withdraw(SIGNED_OUT);
  }

  /** After each list: what the server can do is asked again when the list's hash says that it changed. */
  function onSynced(hash: string | null, untold: Room[]): void {
    const wait = askAgainAt - clock.now();
    // A longer wait than ever set: the clock was set back.
    if (hash !== profileHash && (wait <= 0 || wait > PROFILE_RETRY_MS)) void refreshProfile(hash);
    push.reconsider();
    // Talk creates a notification for these, so push should have told.
    if (untold.some((room) => room.unreadMention || levelOf(room) === 'always')) push.doubt();
  }

  /** Name and colour are ornaments, and push is a comfort: without them, everything works by polling. */
  async function refreshProfile(hash: string | null): Promise<void> {
    askAgainAt = clock.now() + PROFILE_RETRY_MS;
    try {
      const { capabilities, ...profile } = await api.profile();
      if (closed) return;
      profileHash = hash;
      askAgainAt = 0;
      record = { ...record, ...profile };
      options.onProfile(record);
      push.use(pushEndpoints(capabilities, record.server));
      show(latest);
    } catch (error) {
      log.warn(`profile: ${errorCodeOf(error)}`);
    }
  }

  /** The browser address of a conversation. @throws RangeError when it is not in the list */
  function urlOf(token: string): string {
    const url = `${record.server}${record.indexPhp ? '/index.php' : ''}/call/${token}`;
    if (!engine.has(token) || !isOnOrigin(url, record.server)) throw new RangeError('no such conversation');
    return url;
  }

  return {
    id,
    server: record.server,
    engine,
    start: engine.start,
    /** Somebody is back, or the network is. */
    wake(): void {
      engine.wake();
      if (!push.isLive()) push.renew();
    },
    suspend(): void {
      engine.suspend();
      push.pause();
    },
    /** A socket that slept may look open and be dead: begin anew. */
    resume(): void {
      engine.resume();
      push.renew();
    },
    /** For good; nothing is told or shown any more. */
    stop(): void {
      closed = true;
      push.stop();
      engine.stop();
    },
    revoke: (): Promise<void> => revokeAppPassword(client),
    forgetCursors: (): void => cursors.clear(),
    act: engine.act,
    /** The picture of a conversation of the list, fetched once per version; null: show something else. */
    async avatar(token: string, dark: boolean): Promise<Picture | null> {
      const version = engine.avatarVersion(token);
      // While something is wrong, a window full of rows must not ask a hundred times (after a 401 above all).
      if (version === null || latest.connection.error !== null) return null;
      return pictures(`${token}/${version}/${dark}`, () => api.avatar(token, dark));
    },
    /** Opens a conversation of the list in the browser. @throws BrowserNotOpened, RangeError for an unknown token */
    openConversation: async (token: string): Promise<void> => opener.open(urlOf(token), new URL(record.server).origin),
    copyLink: (token: string): void => opener.copy(urlOf(token)),
  };
}

function toConnected(id: string, record: AccountRecord, { connection, conversations }: Snapshot): Connected {
  const { server, loginName, displayName, colour } = record;
  const rows = conversations ?? [];
  return {
    kind: 'connected',
    account: { id, server, loginName, displayName, colour },
    connection,
    conversations,
    unread: rows.reduce((sum, { unread }) => sum + unread, 0),
    mentioned: rows.some(({ mentioned }) => mentioned),
  };
}
