import type { AlarmDuty } from './accounts/alarm-duty.ts';
import { createAudit } from './accounts/audit.ts';
import { createAccountCommands } from './accounts/commands.ts';
import { createDelayedActions } from './accounts/delayed-actions.ts';
import { createFarewell, type Farewell, type FarewellDeps } from './accounts/farewell.ts';
import { createFileCommands } from './accounts/file-commands.ts';
import { createAccountKeeper, type KnownAccount, type UnlockedAccount } from './accounts/keeper.ts';
import { createAccountLifecycle, type Failure, type GoneNotice } from './accounts/lifecycle.ts';
import { createAccountList, hasEnded, isSamePerson, type ListedAccount } from './accounts/list.ts';
import { createReplyMemories } from './accounts/reply-memories.ts';
import { createRevocations } from './accounts/revocations.ts';
import { createSettingsTransfer } from './accounts/settings-transfer.ts';
import { createSharedFiles } from './accounts/shared-files.ts';
import { type Before, createSignInCommands } from './accounts/sign-in-commands.ts';
import { createAlarms } from './alarm/alarms.ts';
import { answerOf, timesOf } from './alarm/book.ts';
import { worstWatch } from './alarm/supervision.ts';
import { createWeeklyProbe } from './alarm/weekly-probe.ts';
import { AccountExists, describeError, errorCodeOf, SessionEnded } from './errors.ts';
import { createLifetime } from './lifetime.ts';
import { createListeners } from './listeners.ts';
import type { AcknowledgedBy, AlarmState, ProbeResult } from './model/alarm.ts';
import { type AppState, type Phase, type SignedOut, type SigningIn, signedOut } from './model/app-state.ts';
import type { CallAnswer } from './model/call.ts';
import { combine } from './model/combine.ts';
import type { AppAddress, CompanionAction, CompanionAnswer, CompanionViews } from './model/companion.ts';
import { type AccountView, type Connected, withoutPreviews } from './model/connected.ts';
import type { FileItem } from './model/file-item.ts';
import type { SettingsChange } from './model/settings.ts';
import type { Unfinished } from './model/unfinished.ts';
import type { UpdateState } from './model/update.ts';
import { createAnswering } from './notify/answering.ts';
import { createIncomingCalls } from './notify/incoming-calls.ts';
import type { Ports } from './ports.ts';
import { createPinLock } from './settings/pin-lock.ts';
import { NO_POLICY, type Policy } from './settings/policy.ts';
import { createPreferences } from './settings/preferences.ts';
import type { Found, SignedIn, SignInChoices } from './sign-in/run-wizard.ts';
import { createWelcome } from './sign-in/welcome.ts';
import { createUpdates } from './updates/updates.ts';

export interface TalkmelderConfig {
  /** The name that Nextcloud lists under Devices & sessions. */
  userAgent: string;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** The initial text of the address field, from --server. */
  presetServer: string;
  /** The administrator's policy for this machine. */
  policy?: Policy;
}

/** The first list has arrived by then, unless the server is away. */
const AFTER_START_MS = 60_000;
/** How long disconnecting waits until files that were being sent are removed from the server. */
const CLEANING_MS = 2_000;

const withoutNames = (files: FileItem[]): FileItem[] => files.map((one) => ({ ...one, name: null }));

export type Talkmelder = ReturnType<typeof createTalkmelder>;

/** The whole product as one object: sign in, sign out, act on a conversation, follow the state. */
export function createTalkmelder(
  ports: Ports,
  { userAgent, locale, presetServer, policy = NO_POLICY }: TalkmelderConfig,
) {
  const { clock, log, fetch, secrets, settings, desktop } = ports;
  const lifetime = createLifetime(log);
  const preferences = createPreferences({ clock, settings, desktop, locale, policy, onChange: applyPreferences });
  lifetime.hold(preferences);
  const { language } = preferences;
  const pin = createPinLock({
    clock,
    settings,
    pins: ports.pins,
    preset: policy.stationPin,
    isWanted: () => preferences.settings().station,
    onChange: tell,
  });
  const memories = createReplyMemories(log, ports.drafts);
  const calls = lifetime.hold(
    createIncomingCalls({
      clock,
      bell: ports.callBell,
      say: preferences.say,
      language,
      settings: preferences.settings,
      rules: preferences.rules,
      alarmSounds: () => alarms.card()?.sounds === true,
    }),
  );
  const alarms = lifetime.hold(
    createAlarms({
      clock,
      settings,
      notifier: ports.notifier,
      bell: ports.bell,
      say: preferences.say,
      language,
      sound: () => preferences.settings().alarmSound,
      showsText: () => preferences.settings().alarmText,
      keepsLog: () => preferences.settings().alarmLog,
      times: () => timesOf(preferences.settings()),
      answer: () => answerOf(preferences.settings()),
      hidesText: () => preferences.settings().previewText && !preferences.rules().previewText,
      onChange() {
        calls.tellAnew();
        tell();
      },
    }),
  );
  const keeper = createAccountKeeper(
    ports,
    (id) => [memories.forget(id), alarms.forget(id)].every((isGone) => isGone),
    alarms.forgetTests,
  );
  const audit = createAudit(log);
  const listeners = createListeners<AppState>(log);
  const companionListeners = createListeners<CompanionViews>(log);
  const revocations = lifetime.hold(createRevocations({ fetch, clock, log, userAgent, language, policy }));
  const about = { ports, preferences, userAgent, policy, revocations };
  const answering = createAnswering(clock);
  const list = createAccountList({
    ports,
    answering,
    preferences,
    userAgent,
    memories,
    alarms,
    calls,
    policy,
    onChange: tell,
    onShared(account, shared) {
      delayed.sendNow();
      sharedFiles.offer(shared, account.nameOf(shared.token), account.isOver);
    },
    onCompanions: tellCompanions,
    onProfile: ({ id, record }) => keeper.update(id, record),
    onWipe: (id) => lifecycle.wipe(id),
  });
  const lifecycle = createAccountLifecycle({ ...about, keeper, list, onOpened, onFailed, onGone });
  lifetime.hold(lifecycle);
  const weekly = lifetime.hold(
    createWeeklyProbe({
      clock,
      settings,
      schedule: () => preferences.settings().weeklyProbe,
      run: testWeekly,
      onMissed(at) {
        for (const duty of watched()) duty.reportMissed(at);
      },
    }),
  );
  let quitApp = (): void => {};
  const updates = lifetime.hold(
    createUpdates({
      clock,
      log,
      settings,
      updater: ports.updater,
      mode: policy.updates.mode,
      hasAlarm: () => alarms.state().length > 0,
      isStation: () => preferences.settings().station,
      isUnattended: preferences.isUnattended,
      // An account that is kept in memory only would be signed out, and hear no alarm any more.
      keepsAll: () =>
        memories.lost() === 0 &&
        (secrets.backend() !== 'memory' || list.active().length === 0) &&
        !list.active().some(({ files }) => files.sending.isBusy()),
      quit: () => quitApp(),
      open: (page) => ports.opener.open(page, new URL(page).origin, preferences.settings().openWith),
      test: testUpdated,
      onChange: tell,
    }),
  );
  const delayed = lifetime.hold(createDelayedActions(clock, log, tell));
  const sharedFiles = lifetime.hold(createSharedFiles(clock, tell));
  const signingIn = createSignInCommands({ ...about, onChange: enter, expect, onSignedIn, onLeft });
  lifetime.hold(signingIn);
  /** The first screen, shown while there is no account. */
  let first = signedOut(presetServer);
  /** A sign-in under way, shown in front of everything else. */
  let screen: SignedOut | SigningIn | null = null;
  /** Null until `beforeEnd` has been called. */
  let farewell: Farewell | null = null;
  /** Id of the account that is shown alone. */
  let shown = keeper.shown();
  let combined: { views: readonly AccountView[]; phase: Connected | null } = { views: [], phase: null };

  const welcome = createWelcome(settings);
  let unopened: AppState['unopened'];
  secrets.watch?.(tell);

  const phase = (): Phase => screen ?? inWindow() ?? first;
  /** All accounts as one, combined once per change of any of them. */
  function everything(): Connected | null {
    const views = list.views();
    const isSame = views.length === combined.views.length && views.every((view, at) => view === combined.views[at]);
    if (!isSame) combined = { views, phase: combine(views, null) };
    return combined.phase;
  }
  const inWindow = (): Connected | null => (shown === null ? everything() : combine(list.views(), shown));
  const state = (): AppState => {
    const current = phase();
    return stateIn(current.kind === 'connected' && preferences.hidesPreviews() ? withoutPreviews(current) : current);
  };
  const stateIn = (current: Phase): AppState => {
    // An action begun later takes precedence: it waits for only a few seconds.
    const undoable = delayed.undoable() ?? sharedFiles.undoable();
    const files = fileCommands.fileItems();
    return {
      language: language(),
      secretBackend: secrets.backend(),
      settings: preferences.settings(),
      locked: preferences.locked(),
      pausedUntil: preferences.pausedUntil(),
      quietUntil: preferences.quietUntil(),
      device: desktop.device(),
      ...(preferences.settings().station && {
        station: { pin: pin.source(), hidesTexts: preferences.hidesPreviews() },
      }),
      ...(welcome.isOpen() && current.kind === 'connected' && { welcome: true }),
      ...(unopened && { unopened }),
      ...(farewell?.isWaiting() && { leaving: true }),
      ...(undoable && { undoable }),
      ...(files.length > 0 && { files: preferences.hidesPreviews() ? withoutNames(files) : files }),
      ...alarm(),
      ...update(),
      phase: current,
    };
  };

  function alarm(): { alarm?: AlarmState } {
    const open = [...alarms.state()];
    const watch = worstWatch(list.active().map(({ duty }) => duty.watch()));
    return open.length === 0 && watch.state === 'off' ? {} : { alarm: { open, watch } };
  }

  function update(): { update?: UpdateState } {
    const current = updates.state();
    return current ? { update: current } : {};
  }

  /**
   * Rings a test alarm here, and tests the way that alarms take from each server. A failed test says so by itself. Never
   * rejects.
   */
  async function testAlarm(): Promise<ProbeResult[]> {
    alarms.probe({ sender: 'Talkmelder', text: preferences.say('probeText') });
    return Promise.all(watched().map((duty) => duty.test()));
  }

  /** The accounts with alarm conversations. */
  const watched = (): AlarmDuty[] => list.active().flatMap(({ duty }) => (duty.watch().state === 'off' ? [] : duty));

  /** Tests as each week, and tells the conversation that the policy names. */
  async function testWeekly(): Promise<void> {
    const duties = watched();
    if (duties.length > 0) await testAlarm();
    for (const duty of duties) duty.report();
  }

  /** Tests the way of alarms after an update. Nothing sounds: it is night. A failed test says so by itself. */
  async function testUpdated(): Promise<void> {
    const duties = watched();
    await Promise.all(duties.map((duty) => duty.test()));
    for (const duty of duties) duty.report();
  }

  const sending = (): Promise<void>[] => list.active().flatMap(({ replies }) => replies.underWay());

  /** The files of all accounts that are on their way to conversations. */
  const sendingFiles: FarewellDeps['files'] = {
    sending: () => list.active().flatMap(({ files }) => files.sending.underWay()),
    unsent: () => list.active().reduce((sum, { files }) => sum + files.sending.unsent(), 0),
    pasted: () => list.active().reduce((sum, { files }) => sum + files.sending.pasted(), 0),
    async drop() {
      await Promise.all(list.active().map(({ files }) => files.sending.leave()));
    },
  };

  /** Whether the system starts the app again after a crash; null: it has not been told. */
  let keepsRunning: boolean | null = null;

  /** Without an account, an app that comes back would be of no use. */
  function keepRunning(): void {
    const wanted = preferences.settings().station && (list.all().length > 0 || keeper.knowsAny());
    if (wanted === keepsRunning) return;
    keepsRunning = wanted;
    desktop.keepRunning(wanted);
  }

  /** What the companions show is of no concern to strangers, so an unattended station shows none of it. */
  const companions = (): CompanionViews =>
    preferences.hidesPreviews() ? [] : list.active().flatMap((account) => account.companions.views());

  function tellCompanions(): void {
    companionListeners.tell(companions());
  }

  function tell(): void {
    keepRunning();
    listeners.tell(state());
  }

  function enter(next: SignedOut | SigningIn | null): void {
    screen = next;
    tell();
    // A sign-in that kept the known accounts from coming back is over.
    if (isFirstScreen()) lifecycle.retry();
  }

  /** Applies the new language to the screen; the next request comes at the new interval. */
  function applyPreferences(change: SettingsChange): void {
    for (const { engine } of list.active()) {
      if (change.language !== undefined) engine.languageChanged();
      if (change.pollSeconds !== undefined) engine.wake();
    }
    if (change.companions !== undefined || change.companionNotifications !== undefined)
      for (const account of list.active()) account.companions.follow();
    if (change.widgets !== undefined) for (const account of list.active()) account.companions.renew('widgets');
    if (change.weeklyProbe !== undefined) weekly.look();
    alarms.tellAnew();
    hideTexts();
    calls.tellAnew();
    tell();
  }

  /** Message texts leave the screen, if the user or the administrator wants that now. */
  function hideTexts(): void {
    tellCompanions();
    if (!preferences.hidesTexts()) return;
    for (const { engine, companions } of list.active()) {
      engine.hideTexts();
      companions.hideTexts();
    }
  }

  const isFirstScreen = (): boolean => list.all().length === 0 && (screen === null || screen.kind === 'signed-out');

  const samePerson = ({ server, credentials, profile }: Found): ListedAccount | undefined =>
    list.all().find(({ known }) => isSamePerson(known, server, credentials.loginName, profile.userId));

  /** @throws AccountExists when the account is already active */
  function expect(found: Found): void {
    const same = samePerson(found);
    if (same?.account && !hasEnded(same)) throw new AccountExists('already signed in', found.profile.displayName);
  }

  function onSignedIn(signedIn: SignedIn, before: Before | null): void {
    audit.signedIn(signedIn.server);
    const id = before?.id ?? samePerson(signedIn)?.known.id ?? list.newIdFor(signedIn);
    const isAlone = list.all().length === 0;
    const { server, credentials, issued } = signedIn;
    const keep = async (): Promise<UnlockedAccount> => {
      const kept = await keeper.keep(signedIn, id);
      // The list of all accounts is shown, so that the new one is visible.
      if (before === null) choose(null);
      if (before === null && isAlone) welcome.open();
      screen = null;
      return kept;
    };
    const arriving = lifecycle.arrive({ id, secret: { server, ...credentials }, issued, isAlone, keep });
    void revocations.track(arriving).catch((error: unknown) => {
      log.error(`a sign-in could not be kept: ${describeError(error)}`);
      first = signedOut(server, { error: errorCodeOf(error) });
      enter(null);
    });
  }

  /** The user has cancelled: the known accounts go on unchanged, without new requests or notifications. */
  function onLeft(): void {
    enter(null);
  }

  /** An account that comes back late replaces the first screen, but not a sign-in that the user has begun. */
  function onOpened(): void {
    if (screen?.kind !== 'signed-out' || screen.adding) return;
    signingIn.forget();
    enter(null);
  }

  function onFailed(known: KnownAccount, failure: Failure): void {
    const { error, foreign } = failure;
    if (foreign) list.list(known);
    if (foreign) onOpened();
    // The first screen already shows that the user must sign in.
    first = signedOut(known.record.server, { error: error === 'session-ended' ? null : error });
    list.fail(known.id, failure);
    tell();
  }

  function onGone(known: KnownAccount, notice: GoneNotice | null): void {
    if (list.all().length > 1 && notice === 'app-password-left') list.notifyLeft(known);
    list.remove(known.id);
    if (shown === known.id) choose(null);
    first = signedOut(known.record.server, { notice });
    tell();
  }

  function wake(): void {
    preferences.wake();
    list.wake();
    lifecycle.retry();
  }

  function choose(id: string | null): void {
    shown = id;
    keeper.show(id);
    tell();
  }

  async function knownUpdates(): Promise<UpdateState | undefined> {
    await updates.know();
    return updates.state();
  }

  const transfer = createSettingsTransfer({ preferences, accounts: list.active });
  /** What the account has half sent is removed from the server, if that answers soon. */
  async function cancelFiles(id: string): Promise<void> {
    const left = list.get(id)?.account?.files.sending.leave();
    if (!left) return;
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(CLEANING_MS, late.resolve);
    await Promise.race([left, late.promise]);
    cancel();
  }

  const commands = createAccountCommands({ ...about, list, delayed, phase, updates: knownUpdates });
  const fileCommands = createFileCommands({ ports, preferences, list });

  /**
   * Opens a conversation that the user chose in a notification, on the card of a call or in the tray's menu. The window
   * shows failures, because nothing else can. @throws as `openConversation`
   * @param thread as for `openConversation`
   * @param joins joins the call that runs there
   */
  async function openFromOutside(global: string, thread: string | null = null, joins = false): Promise<void> {
    try {
      await (joins ? commands.joinCall(global) : commands.openConversation(global, thread));
    } catch (error) {
      const known = everything()?.conversations?.find(({ token }) => token === global);
      unopened = { token: global, name: known?.name ?? null, error: errorCodeOf(error) };
      tell();
      throw error;
    }
  }

  /**
   * @throws SessionEnded when there is no such account; RangeError, also while no person is at a station; and the errors
   * of the action
   */
  async function actOnCompanion(action: CompanionAction): Promise<CompanionAnswer> {
    if (preferences.hidesPreviews()) throw new RangeError('no person is at the station');
    const account = list.get(action.account)?.account;
    if (!account) throw new SessionEnded('no such account');
    return account.companions.act(action);
  }

  return {
    state,
    /** The state of all accounts together, whatever is on the screen. */
    overview: (): AppState => stateIn(everything() ?? phase()),
    /** An account is signed in, or will be once the keychain answers. */
    hasAccounts: (): boolean => list.all().length > 0 || keeper.knowsAny(),
    subscribe: listeners.subscribe,
    /** Resolves when the known accounts are active, or the reason why not is on the screen. */
    async start(): Promise<void> {
      preferences.wake();
      updates.start();
      const known = await keeper.known();
      const several = known.length > 1;
      // What rang when the app ended rings on, whatever keyring and network do.
      for (const account of known) {
        const { id, key } = account;
        alarms.open({ account: { id, key }, settings, label: () => list.labelOf(account) });
      }
      alarms.start();
      if (several) for (const account of known) list.list(account);
      tell();
      const isWaiting = ({ id }: KnownAccount): boolean => list.get(id)?.account === null && !lifecycle.isBusy(id);
      await Promise.all(
        known.map((account) => lifecycle.resume(account, several ? () => isWaiting(account) : isFirstScreen)),
      );
      // A message of the conversation that is told can be sent once the first list is there.
      clock.after(AFTER_START_MS, weekly.look);
    },
    /** Goes on to the browser, or to the form for an app password, as soon as a Nextcloud answers at the address. */
    signIn(address: string, choices?: SignInChoices): void {
      if (phase().kind === 'signed-out') signingIn.begin(address, choices);
    },
    /** Starts the sign-in for one more account. */
    addAccount(): void {
      if (screen === null) signingIn.beginAdding(presetServer);
    },
    /** @param id of the account whose conversations are shown alone; null: those of all accounts */
    showAccount: choose,
    /**
     * Signs in again after the server ended the session; the account, its settings and cursors stay.
     * @throws ServerNotAllowed
     */
    signInAgain(id: string): void {
      const listed = list.get(id);
      if (!listed || screen !== null || lifecycle.isBusy(id) || !hasEnded(listed)) return;
      signingIn.beginAgain({ ...listed.known, remembered: listed.view.account.remembered });
    },
    /**
     * Signs in at the address to which the account's server has moved. The old account stays until it is disconnected.
     */
    signInAtNewAddress(id: string): void {
      const connection = list.get(id)?.view.connection;
      if (screen === null && connection?.error === 'server-moved' && connection.detail !== null)
        signingIn.beginAdding(connection.detail);
    },
    ...signingIn.commands,
    /** Revokes the app password on the server and forgets the account here, even when the server is unreachable. */
    async disconnect(id: string): Promise<void> {
      // A sign-in that continues this account ends with it.
      if (signingIn.continues(id)) signingIn.commands.cancelSignIn();
      if (delayed.hasWaiting(id)) await delayed.sendBeforeLeaving();
      if (list.get(id)?.account?.files.sending.isBusy()) await cancelFiles(id);
      await lifecycle.leave(id);
    },
    ...commands,
    openFromOutside,
    ...fileCommands,
    /** The user decides about files that a conversation has got. @throws the errors of a request */
    decideShared: sharedFiles.decide,
    /** What the other apps of the same Nextcloud say, of all accounts. */
    companions,
    /** Calls back with each change of `companions`. @returns the function that ends this */
    onCompanions: companionListeners.subscribe,
    actOnCompanion,
    /** Opens an app that the user chose in a notification. @throws as `actOnCompanion` */
    async openApp({ account: key, companion, item }: AppAddress): Promise<void> {
      const account = list.all().find(({ known }) => known.key === key)?.known.id ?? '';
      await actOnCompanion({ kind: 'open', account, companion, item });
    },
    /** The window has shown it to the user. */
    endUnopened(): void {
      unopened = undefined;
      tell();
    },
    /** The user goes on from the closing card of the first sign-in to the list. */
    endWelcome(): void {
      welcome.end();
      tell();
    },
    settings: preferences.settings,
    changeSettings: preferences.change,
    /** The user's settings as the text of a file. */
    settingsAsText: transfer.write,
    /** Loads the settings from such a text. @throws SettingsFileOdd, NotSaved */
    importSettings: transfer.read,
    /** Puts back what the last import has replaced. @throws NotSaved */
    undoImport: transfer.undo,
    /** The PIN of station mode. */
    pin,
    pause: preferences.pause,
    unpause: preferences.unpause,
    /** Persons have seen these alarms, by their ids; alarms that are no longer open are ignored. */
    acknowledgeAlarms(ids: readonly string[], by: AcknowledgedBy): void {
      alarms.acknowledge(ids, by);
      for (const { answers } of list.active()) void answers.send();
    },
    /** The user joins or ignores an incoming call; one that no longer rings is ignored. Rejects as `openFromOutside`. */
    async answerCall(id: string, answer: CallAnswer): Promise<void> {
      const token = calls.answer(id, answer);
      if (token !== null) await openFromOutside(token, null, true);
    },
    /** The card of calls cannot be shown any longer: silent notifications stand for its calls. */
    replaceCallCard: calls.giveUp,
    /** A person knows that the app cannot hear alarms. */
    acknowledgeBlindness(): void {
      for (const { duty } of list.active()) duty.acknowledge();
    },
    testAlarm,
    /** Opens the conversation of an alarm in the browser, which does not acknowledge it. @throws as `openConversation` */
    async openAlarm(id: string): Promise<void> {
      const token = alarms.state().find((one) => one.id === id)?.token ?? null;
      if (token !== null) await commands.openConversation(token);
    },
    /** Newer versions of the app. */
    updates,
    /** The last 50 alarms, newest first. */
    alarmLog: alarms.log,
    /** The same as a table for a spreadsheet. */
    alarmLogAsCsv: alarms.logAsCsv,
    look(): void {
      preferences.look();
      list.look();
    },
    /** The window has the focus again. */
    comeBack(): void {
      signingIn.comeBack();
      for (const account of list.active()) account.companions.attend();
    },
    /** The user is answering this conversation in the window that has the focus; null: none. */
    answer: answering.set,
    /** The user no longer sees the window. */
    unlook(): void {
      preferences.unlook();
      answering.set(null);
      delayed.release();
      list.unlook();
    },
    wake,
    lockScreen(): void {
      preferences.setScreenLocked(true);
      pin.end();
      hideTexts();
      alarms.tellAnew();
      calls.tellAnew();
      tell();
    },
    /** No person has used the computer for some minutes, or one does so again. */
    setIdle(idle: boolean): void {
      preferences.setIdle(idle);
      hideTexts();
      alarms.tellAnew();
      calls.tellAnew();
      tell();
    },
    /** The screen has been unlocked, so a person is there. Nothing rings again. */
    unlockScreen(): void {
      preferences.setScreenLocked(false);
      tellCompanions();
      alarms.tellAnew();
      calls.tellAnew();
      wake();
    },
    /** The wall display has appeared or gone: visitors read the notifications over it. */
    setOnWall(on: boolean): void {
      preferences.setOnWall(on);
      hideTexts();
      calls.tellAnew();
    },
    /**
     * Another user's session is in front, or ours is so again. Only alarms ring in a session that is not in front; what
     * else came meanwhile is unread and never rings.
     */
    setInBackground(inBackground: boolean): void {
      preferences.setInBackground(inBackground);
      calls.tellAnew();
      if (!inBackground) wake();
    },
    suspend(): void {
      alarms.suspend();
      // No call rings when the computer wakes up: the next list shows what is still running.
      calls.giveUp();
      list.suspend();
      signingIn.suspend();
    },
    resume(): void {
      preferences.wake();
      alarms.resume();
      weekly.look();
      updates.wake();
      list.resume();
      signingIn.resume();
      lifecycle.retry();
    },
    /** The app ends. */
    stop: lifetime.end,
    /**
     * Guards the end of the app: messages and files under way are sent and typed texts saved first, or the user is asked.
     * @param ask whether the app should end although something would be lost
     * @param quit asks the app to end again
     * @returns a function that says whether the app may end now
     */
    beforeEnd(ask: (about: Unfinished) => Promise<boolean>, quit: () => void): () => boolean {
      const { saving, lost: lostDrafts } = memories;
      quitApp = quit;
      farewell = createFarewell({
        clock,
        log,
        sending,
        files: sendingFiles,
        acting: delayed.sendAll,
        saving,
        lostDrafts,
        ask,
        onRefused: updates.refused,
        quit,
        onChange: tell,
      });
      return farewell.mayEnd;
    },
    /** Revocations and writes under way; each promise resolves and none rejects. */
    ending: (): Promise<void>[] => [...revocations.running(), ...memories.saving(), ...fileCommands.savesUnderWay()],
  };
}
