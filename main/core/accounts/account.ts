import { createAlarmWatch } from '../alarm/alarm-watch.ts';
import type { Alarms } from '../alarm/alarms.ts';
import { createAlarmAnswers } from '../alarm/answers.ts';
import { createDeclarations } from '../alarm/declarations.ts';
import type { Sibling } from '../companions/appointments/appointment-store.ts';
import { COMPANIONS } from '../companions/kinds.ts';
import { createCompanionRunner } from '../companions/runner.ts';
import { fileOf, type MessageFile } from '../conversations/attachment.ts';
import { levelOf, nameOf } from '../conversations/facts.ts';
import { FileGone, NotSaved } from '../errors.ts';
import { createHalfUploads } from '../files/half-uploads.ts';
import type { Shared } from '../files/sending.ts';
import { createLifetime } from '../lifetime.ts';
import type { AccountView, Connection } from '../model/connected.ts';
import { globalToken } from '../model/global-token.ts';
import type { MessageId } from '../model/message-id.ts';
import { isOnOrigin } from '../model/origin.ts';
import type { Sound } from '../model/sound.ts';
import { createAnswerApi } from '../nextcloud/answer-api.ts';
import { type Credentials, createClient } from '../nextcloud/client.ts';
import { revokeAppPassword } from '../nextcloud/login-api.ts';
import { createNotificationsApi } from '../nextcloud/notifications-api.ts';
import { createPush } from '../nextcloud/push.ts';
import { pushOffer } from '../nextcloud/push-endpoints.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import { createTalkApi, type Picture, type Profile } from '../nextcloud/talk-api.ts';
import { createAccountNotifier } from '../notify/account-notifier.ts';
import type { Answering } from '../notify/answering.ts';
import { concernsAll } from '../notify/ask-about.ts';
import { createCursorStore } from '../notify/cursors.ts';
import type { IncomingCalls } from '../notify/incoming-calls.ts';
import { createSounds } from '../notify/sounds.ts';
import type { Ports } from '../ports.ts';
import type { Policy } from '../settings/policy.ts';
import type { Preferences } from '../settings/preferences.ts';
import { createSyncEngine } from '../sync/engine.ts';
import { LOADING, type Snapshot } from '../sync/snapshot.ts';
import { createAccountFiles } from './account-files.ts';
import { createAlarmConversations } from './alarm-conversations.ts';
import { type AlarmDuty, createAlarmDuty } from './alarm-duty.ts';
import type { UnlockedAccount } from './keeper.ts';
import { createPictureCache } from './pictures.ts';
import { createProfileWatch } from './profile-watch.ts';
import { createReplies } from './quick-replies.ts';
import type { AccountRecord } from './records.ts';
import { createRemoteWipe } from './remote-wipe.ts';
import type { ReplyMemory } from './reply-memory.ts';
import { createNaming, toView } from './view.ts';

/** Key of the notification that says that the session has ended. */
export const SIGNED_OUT = 'signed-out';
const DAY_MS = 86_400_000;
/** Key of the notification that says that the server has moved. */
const MOVED = 'moved';
/** The state of push while it is not live, by what the server offers. */
const PUSH_STATES = { none: 'not-offered', usable: 'not-connected', unusable: 'unusable' } as const;
/** How long opening a reply waits for a draft of an earlier run, in milliseconds. */
const DRAFT_PATIENCE_MS = 2_000;

export interface ActiveAccountOptions {
  kept: UnlockedAccount;
  ports: Ports;
  userAgent: string;
  preferences: Preferences;
  memory: ReplyMemory;
  answering: Answering;
  alarms: Alarms;
  calls: IncomingCalls;
  /** Tells the conversations that the administrator declares to be alarm conversations. */
  policy: Pick<Policy, 'alarmsOf' | 'alarmWatch' | 'alarmLane' | 'files'>;
  /** Returns a number for files under way that no other has. */
  nextFileId: () => number;
  /** Names the account in its notifications, to tell it from other accounts; null while there are no others. */
  label: () => string | null;
  onChange: (view: AccountView) => void;
  /** Files under way have changed. */
  onFiles: () => void;
  /** A conversation has got files, which the user may take back for a while. */
  onShared: (shared: Shared) => void;
  /** The other accounts on the same server. */
  siblings: () => readonly Sibling[];
  /** A companion has changed. */
  onCompanions: () => void;
  /** The server sent a new display name or colour, which must be stored. */
  onProfile: (record: AccountRecord) => void;
  /**
   * The server asks for a wipe of the device: this session ends at once. Resolves with true when nothing is left, with
   * false when something will stay.
   */
  onWipe: () => Promise<boolean>;
}

export type ActiveAccount = ReturnType<typeof createActiveAccount>;

/** One signed-in account: its client, its engine, its addresses. It holds the app password and never hands it out. */
export function createActiveAccount(options: ActiveAccountOptions) {
  const { kept, ports, userAgent, preferences, memory } = options;
  const { id, key, appPassword, settings } = kept;
  const { clock, log, fetch, opener, openSocket } = ports;
  const { say, language, rules } = preferences;
  const credentials: Credentials = { loginName: kept.record.loginName, appPassword };
  const about = { server: kept.record.server, fetch, clock, log, userAgent, language };
  const lifetime = createLifetime(log);
  const client = createClient({ ...about, credentials, isOver: lifetime.isOver });
  const declarations = createDeclarations({
    settings,
    accountId: id,
    policy: options.policy.alarmsOf(kept.record.server),
  });
  const isAlarmed = (token: string): boolean => declarations.of(token) !== null;
  const api = createTalkApi(client, ({ token }) => isAlarmed(token));
  const cursors = createCursorStore(settings, id);
  const sounds = createSounds(settings, id);
  const notifier = createAccountNotifier(ports.notifier, key, options.label, sounds.of);
  lifetime.hold({ stop: notifier.withdrawAll });
  const interval = (): number => preferences.settings().pollSeconds * 1_000;
  const has = (feature: string): boolean =>
    profile.current()?.capabilities.capabilities.spreed?.features.includes(feature) ?? false;
  const hasCallStates = (): boolean => has('call-notification-state-api');
  const offers = (endpoint: string): boolean =>
    profile.current()?.capabilities.capabilities.notificationEndpoints?.includes(endpoint) ?? false;
  const calls = options.calls.of({ key, label: options.label });
  const book = options.alarms.open({ account: { id, key }, settings, label: options.label });
  const answers = createAlarmAnswers({
    book,
    api: { ...createAnswerApi(client), messagesAfter: api.messagesAfter },
    clock,
    log,
    userId: () => profile.current()?.userId ?? null,
    isOver: lifetime.isOver,
    concernsAll,
  });
  const watch = lifetime.hold(
    createAlarmWatch({
      api,
      clock,
      say,
      book,
      declared: declarations.of,
      concernsAll,
      readingAcknowledges: () => preferences.settings().alarmReadElsewhere,
      onTrouble: (token, kind) => log.warn(`conversation ${token}: ${kind}`),
    }),
  );
  const duty: AlarmDuty = lifetime.hold(
    createAlarmDuty({
      client,
      api,
      ports,
      settings,
      accountId: id,
      say,
      language,
      isSilent: preferences.isWarningSilent,
      notifier,
      policy: options.policy,
      declarations,
      room: (token) => engine.room(token),
      troubled: () => engine.troubled(),
      capabilities: () => profile.current()?.capabilities ?? null,
      has,
      offers,
      userId: () => profile.current()?.userId ?? null,
      isLive: () => push.isLive(),
      ask: () => engine.wake(),
      onLane: () => engine.alarmsChanged(),
      trustPush: () => engine.trustPush(),
      onChange: () => show(latest),
      conversations: () => engine.conversations(),
      computer: /\((.*)\)$/.exec(userAgent)?.[1] ?? 'Talkmelder',
    }),
  );
  const engine = lifetime.hold(
    createSyncEngine({
      api,
      notifications: createNotificationsApi(client),
      clock,
      log,
      notifier,
      cursors,
      say,
      rules,
      interval,
      hasCallStates,
      calls,
      onRooms: (rooms) => alarms.follow(rooms),
      isAnswered: (token) => options.answering.has(globalToken(key, token)),
      alarms: watch,
      isAlarmed,
      alarmPolling: duty.polling,
      onListed: duty.listed,
      onMaintenance: duty.inMaintenance,
      onChange: show,
      onSynced,
      onRefused,
      has,
      offers,
    }),
  );
  const push = lifetime.hold(
    createPush({
      client,
      clock,
      log,
      openSocket,
      onWake: engine.pushReported,
      onFrame: duty.framed,
      onLive: engine.setLive,
    }),
  );
  const isTroubled = (): boolean => latest.connection.error !== null;
  const pictures = createPictureCache(clock, log, () => !isTroubled());
  const day = (): number => Math.floor(clock.now() / DAY_MS);
  const profile = lifetime.hold(createProfileWatch({ api, clock, log, first: kept.profile, onProfile }));
  const replies = createReplies({
    api,
    memory,
    room: engine.room,
    isTroubled,
    say,
    log,
    patience: () => new Promise((resolve) => void clock.after(DRAFT_PATIENCE_MS, resolve)),
    onSent: engine.wrote,
    onClosed: engine.writeRefused,
  });
  const files = lifetime.hold(
    createAccountFiles({
      client,
      clock,
      log,
      key,
      messagesAfter: api.messagesAfter,
      deleteMessage: api.deleteMessage,
      half: createHalfUploads(settings, id),
      isSignedOut: () => isSignedOut,
      isAllowed: options.policy.files,
      profile: () => profile.current(),
      room: (token) => engine.room(token),
      nextId: options.nextFileId,
      onChange: options.onFiles,
      onShared(shared) {
        // Writing counts as reading everything before.
        engine.wrote(shared.token, null);
        options.onShared({
          ...shared,
          async undo() {
            try {
              await shared.undo();
            } finally {
              if (!lifetime.isOver()) engine.wrote(shared.token, null);
            }
          },
        });
      },
    }),
  );
  let isTidy = false;
  const alarms = createAlarmConversations({
    declarations,
    api,
    room: engine.room,
    act: engine.act,
    clock,
    log,
    say,
    isOver: lifetime.isOver,
    onChange() {
      duty.changed();
      engine.alarmsChanged();
      show(latest);
    },
  });
  const wipe = lifetime.hold(createRemoteWipe({ client: createClient(about), appPassword, log, onWipe }));
  const companions = lifetime.hold(
    createCompanionRunner({
      accountId: id,
      server: kept.record.server,
      indexPhp: kept.record.indexPhp,
      client,
      siblings: options.siblings,
      userId: () => profile.current()?.userId ?? null,
      capabilities: () => profile.current()?.capabilities ?? null,
      clock,
      log,
      widgets: () => preferences.settings().widgets,
      settings,
      notify: notifier.notify,
      amend: notifier.amend,
      withdraw: notifier.withdraw,
      isSilent: preferences.isSilent,
      isDoNotDisturb: api.isDoNotDisturb,
      showsTexts: () => rules().previewText,
      say,
      language,
      open: openOwn,
      copy: (text) => opener.copy(text),
      listChanged: () => engine.wake(),
      kinds: COMPANIONS,
      wanted: () => preferences.settings().companions,
      notifying: () => preferences.settings().companionNotifications,
      isConnected: () => ['live', 'polling'].includes(latest.connection.state),
      isUnattended: preferences.isUnattended,
      onChange: options.onCompanions,
    }),
  );
  const naming = createNaming(key);
  let record = kept.record;
  let isSignedOut = false;
  /** The new address of the server that the user was last notified of; null: no notification was shown. */
  let announcedMove: string | null = null;
  let latest: Snapshot = { connection: LOADING, conversations: null, archived: [], beyond: 0 };

  function show(snapshot: Snapshot): void {
    latest = snapshot;
    if (snapshot.connection.state === 'signed-out') duty.signedOut();
    if (['signed-out', 'live', 'polling'].includes(snapshot.connection.state))
      followSession(snapshot.connection.state === 'signed-out');
    followMove(snapshot.connection);
    options.onChange(toView({ ...kept, record }, snapshot, profile.current(), naming, sounds, alarms, files));
  }

  /**
   * Notifies the user when the server has ended the session, because the user may not be looking and would take the
   * silence for "no new messages". Withdraws the notification once the session works again.
   */
  function followSession(hasEnded: boolean): void {
    if (hasEnded === isSignedOut) return;
    isSignedOut = hasEnded;
    notifier.withdraw(SIGNED_OUT);
    if (!hasEnded) return;
    push.refuse();
    notify(SIGNED_OUT, say('sessionEnded'));
    void wipe.sessionEnded();
  }

  /** Notifies the user when the server has moved for good, and withdraws the notification once a list arrives again. */
  function followMove({ error, detail, state }: Connection): void {
    const address = error === 'server-moved' ? detail : null;
    if (address !== null && address !== announcedMove) {
      announcedMove = address;
      notify(MOVED, say('serverMoved', { server: record.server, address }));
    } else if (announcedMove !== null && (state === 'live' || state === 'polling')) {
      announcedMove = null;
      notifier.withdraw(MOVED);
    }
  }

  /**
   * The server may ask for a wipe some time after it has ended the session, so each later refusal asks again.
   * `followSession` has asked after the first one.
   */
  function onRefused(byTimer: boolean): void {
    if (byTimer) void wipe.askAgain();
  }

  function notify(key: string, body: string): void {
    notifier.notify({ key, title: 'Talkmelder', body, silent: preferences.isSilent() });
  }

  function onWipe(): Promise<boolean> {
    // After `onWipe`, the account is no longer in the list and has no label.
    const from = options.label();
    const wiping = options.onWipe();
    // `onWipe` also withdrew the account's own notifications, so this one is shown after it.
    notify(SIGNED_OUT, from === null ? say('wiped') : `${from}: ${say('wiped')}`);
    return wiping;
  }

  function onSynced(hash: string | null, rangWithoutPush: Room[]): void {
    duty.synced();
    void answers.send();
    if (!isTidy && profile.current()) {
      isTidy = true;
      void files.tidy();
    }
    profile.synced(hash);
    companions.synced();
    push.reconsider();
    // Talk creates a notification for these messages, so push should have reported them.
    if (rangWithoutPush.some((room) => room.unreadMention || levelOf(room) === 'always')) push.doubt();
  }

  function onProfile({ capabilities, userId, displayName, colour }: Profile): void {
    record = { ...record, userId, displayName, colour };
    options.onProfile(record);
    const offer = pushOffer(capabilities, record.server);
    if (offer.kind === 'unusable') log.warn(`push: the server's ${offer.unusable.which} address cannot be used`);
    push.use(offer.kind === 'usable' ? offer.endpoints : null);
    show(latest);
  }

  /** Returns the browser address of a conversation. @throws RangeError when the conversation is not in the list */
  function urlOf(token: string): string {
    const url = `${record.server}${record.indexPhp ? '/index.php' : ''}/call/${token}`;
    if (!engine.room(token) || !isOnOrigin(url, record.server)) throw new RangeError('no such conversation');
    return url;
  }

  /** Returns the thread of the last message in a conversation; null: the message has none. */
  function threadOfLast(token: string): string | null {
    const id = engine.room(token)?.lastMessage?.thread?.id;
    return id === undefined ? null : String(id);
  }

  /** Opens an address that the server has told. @throws RangeError when it is on another origin */
  async function openOwn(url: string): Promise<void> {
    if (!isOnOrigin(url, record.server)) throw new RangeError("not on the account's server");
    await open(url);
  }

  const open = (url: string): Promise<void> =>
    opener.open(url, new URL(record.server).origin, preferences.settings().openWith);

  /**
   * Returns the file of a message that the window shows.
   * @param message its id; null: the last message of the conversation
   * @throws FileGone
   */
  function messageFile(token: string, message: MessageId | null): MessageFile {
    const last = engine.room(token)?.lastMessage;
    const file = message === null || last?.id === message ? last && fileOf(last) : replies.fileOf(token, message);
    if (!file) throw new FileGone('the message has none');
    return file;
  }

  return {
    id,
    key,
    server: record.server,
    files,
    messageFile,
    /** Opens the file of a message in the browser. @throws FileGone, BrowserNotOpened */
    async openFile(token: string, message: MessageId | null): Promise<void> {
      const { id: file } = messageFile(token, message);
      await open(`${record.server}${record.indexPhp ? '/index.php' : ''}/f/${file}`);
    },
    /** For code that watches the connection. The client sends the credentials and never shows them. */
    client,
    engine,
    replies,
    alarms,
    companions,
    isDoNotDisturb: api.isDoNotDisturb,
    ownStatus: api.ownStatus,
    setOwnStatus: api.setOwnStatus,
    /** The user or the network is back. */
    wake(): void {
      engine.wake();
      if (!push.isLive()) push.renew();
      files.sending.wake();
    },
    suspend(): void {
      companions.suspend();
      engine.suspend();
      duty.suspend();
      push.pause();
    },
    /** After sleep, a socket may look open and be dead, so push connects again. */
    resume(): void {
      duty.resume();
      engine.resume();
      push.renew();
      files.sending.wake();
      companions.resume();
    },
    /** Ends the account's work for good; afterwards it neither notifies nor reports changes. */
    stop: lifetime.end,
    /** Uses a client of its own, because the account has been stopped. @throws the errors of a request */
    revoke: () => revokeAppPassword(createClient({ ...about, credentials })),
    act: engine.act,
    /**
     * Chooses the sound of a conversation or of the account.
     * @param token null: the account's own sound is chosen
     * @param sound null: the conversation uses the account's sound
     * @throws NotSaved; the choice then lasts until the app ends
     */
    chooseSound(token: string | null, sound: Sound | null): void {
      const isSaved = token === null ? sounds.chooseForAll(sound ?? 'system') : sounds.choose(token, sound);
      show(latest);
      if (!isSaved) throw new NotSaved('a sound');
    },
    delay: engine.delay,
    isOver: lifetime.isOver,
    declarations,
    /** Watches whether alarms could be heard, and tests it. */
    duty,
    /** What acknowledging adds in conversations. */
    answers,
    /** The name of a conversation in the list. */
    nameOf(token: string): string | null {
      const room = engine.room(token);
      return room ? nameOf(room) : null;
    },
    /** For the doctor: the alarm conversations, how their messages arrive, and how many conversations are missing. */
    alarmFacts: alarms.facts,
    alarmReach: () => duty.facts(engine.waking()),
    roomCounts: () => ({ unreadable: engine.unreadable(), beyond: engine.beyond() }),
    notifier,
    unreadTokens: (): string[] =>
      (latest.conversations ?? []).filter(({ unread }) => unread > 0).map(({ token }) => token),
    /** The picture of a conversation in the list, fetched once per version; null: there is none to show. */
    async avatar(token: string, dark: boolean): Promise<Picture | null> {
      const room = engine.room(token);
      if (!room) return null;
      // The version of a one-to-one conversation says nothing about the person's picture, so that is fetched once a
      // day.
      const version = room.type === ROOM_TYPES.oneToOne ? day() : room.avatarVersion;
      return pictures(`${token}/${version}/${dark}`, () => api.avatar(token, dark));
    },
    /** The signed-in user's picture; null until the server has said who is signed in. */
    async ownAvatar(dark: boolean): Promise<Picture | null> {
      const userId = profile.current()?.userId;
      if (userId === undefined) return null;
      return pictures(`/${day()}/${dark}`, () => api.userAvatar(userId, dark));
    },
    /** Opens a conversation of the list in the browser. @throws BrowserNotOpened, RangeError for an unknown token */
    async openConversation(token: string, thread = threadOfLast(token)): Promise<void> {
      const url = urlOf(token);
      engine.opened(token);
      await open(thread === null ? url : `${url}?threadId=${thread}`);
    },
    /**
     * Opens the conversation so that Talk asks at once for microphone and camera. Source: spreed's CallView,
     * `#direct-call`. The same address would start a call where none is running. The call of an old notification may
     * be over, so then only the conversation opens.
     */
    async joinCall(token: string): Promise<void> {
      const url = urlOf(token);
      engine.opened(token);
      calls.end(token);
      await open(engine.room(token)?.hasCall ? `${url}#direct-call` : url);
    },
    copyLink: (token: string): Promise<void> => opener.copy(urlOf(token)),
    /** The server's facts for the doctor and the settings. */
    facts: () => {
      const capabilities = profile.current()?.capabilities ?? null;
      const offer = capabilities && pushOffer(capabilities, record.server).kind;
      return {
        server: record.server,
        nextcloud: capabilities?.version.string || null,
        talk: capabilities?.capabilities.spreed?.version || null,
        push: push.isLive() ? ('connected' as const) : PUSH_STATES[offer ?? 'none'],
        lastSyncAt: latest.connection.lastSyncAt,
        alarms: duty.facts(engine.waking()),
      };
    },
  };
}
