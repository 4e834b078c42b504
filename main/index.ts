import { join } from 'node:path';
import { app, session } from 'electron';
import type { Wish } from '../preload/contract.ts';
import { describeError, SoundNotPlayed } from './core/errors.ts';
import { words } from './core/i18n/index.ts';
import type { AcknowledgedBy } from './core/model/alarm.ts';
import type { CallAnswer } from './core/model/call.ts';
import type { PauseLength } from './core/model/pause-length.ts';
import { keepsDisplayOn, type SettingsChange } from './core/model/settings.ts';
import { type TrayAccount, trayModel } from './core/model/tray-model.ts';
import { wallState } from './core/model/wall.ts';
import type { Logger } from './core/ports.ts';
import { loadPolicy } from './core/settings/policy.ts';
import { presetServer } from './core/settings/preset-server.ts';
import { createTalkmelder } from './core/talkmelder.ts';
import { runDoctor } from './doctor-command.ts';
import { createAlarmBell } from './electron/alarm-bell.ts';
import { saveAlarmLog } from './electron/alarm-log-file.ts';
import { RENDERER_ORIGIN, registerAppScheme, serveRenderer } from './electron/app-protocol.ts';
import { createCallBell } from './electron/call-bell.ts';
import { followBuilds } from './electron/dev-tools.ts';
import { deviceName } from './electron/device-name.ts';
import { askToDisconnect, askToQuit } from './electron/dialogs.ts';
import { createDisplayAwake } from './electron/display-awake.ts';
import { edition, takeOwnPlace, useSandbox } from './electron/edition.ts';
import { createEndedMark } from './electron/ended-mark.ts';
import { dropSwitches, giveUp, logUnhandled, refuseStart } from './electron/failures.ts';
import { createLogger } from './electron/logger.ts';
import { setMenu } from './electron/menu.ts';
import { createOnlineWatch } from './electron/online.ts';
import { createMachineFiles } from './electron/policy-file.ts';
import { createPorts } from './electron/ports.ts';
import { watchFront, watchIdle, watchPower } from './electron/power.ts';
import { endWith, FORGET, leavingFirst, QUIT, watchQuit } from './electron/quit.ts';
import { AGAIN } from './electron/restart-entry.ts';
import { denyByDefault } from './electron/security.ts';
import { openSettingsFile, saveSettingsFile } from './electron/settings-file.ts';
import { createSignInForward } from './electron/sign-in-forward.ts';
import { createSmokeReport } from './electron/smoke-report.ts';
import { createSoundPlayer } from './electron/sound-player.ts';
import { WALL, watchStarts } from './electron/starts.ts';
import { systemLanguage } from './electron/system-language.ts';
import { createTray, type Tray } from './electron/tray.ts';
import { hasTrayHost } from './electron/tray-host.ts';
import { createUpdater } from './electron/updater.ts';
import { createWallWindow } from './electron/wall-window.ts';
import { createMainWindow } from './electron/window.ts';
import { runForget } from './forget-command.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerCalls } from './ipc/register.ts';
import { createWindowUpdates } from './ipc/window-updates.ts';
import { HASH_PIN, runHashPin } from './pin-command.ts';

// These run in the first tick, before `ready`.
useSandbox();
takeOwnPlace();
registerAppScheme();
const refused = dropSwitches();
if (refused.fatal.length > 0) void app.whenReady().then(() => refuseStart(refused.fatal));
else if (app.commandLine.hasSwitch('doctor')) runDoctor();
else if (app.commandLine.hasSwitch(FORGET)) runForget(app.requestSingleInstanceLock());
else if (app.commandLine.hasSwitch(HASH_PIN)) void runHashPin();
else if (isUnwantedRestart()) app.exit(0);
else if (app.requestSingleInstanceLock() && !app.commandLine.hasSwitch(QUIT))
  void app.whenReady().then(run).catch(giveUp);
// The task of Windows looks every minute.
else if (isRestart()) app.exit(0);
else {
  logFor().info('another Talkmelder of this user is already running: it was notified, and this one ends');
  app.quit();
}

function logFor(): Logger {
  return createLogger(join(app.getPath('userData'), 'logs'), app.commandLine.hasSwitch('verbose'));
}

/** The task of Windows starts the app, because it may have crashed. */
function isRestart(): boolean {
  return process.argv.includes(AGAIN);
}

function isUnwantedRestart(): boolean {
  return isRestart() && createEndedMark(app.getPath('userData')).isThere();
}

/** While there is no icon, the window appears at the pointer. */
const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

async function run(): Promise<void> {
  const root = app.getAppPath();
  const userData = app.getPath('userData');
  const log = logFor();
  log.info(`Talkmelder ${app.getVersion()} on ${process.platform}`);
  for (const name of refused.removed) log.warn(`--${name} is not accepted by an installed app and is ignored`);
  for (const name of refused.variables) log.warn(`${name} is not accepted by an installed app and is ignored`);
  logUnhandled(log);
  const { isQuitting, guard } = watchQuit();
  let isRestarting = (): boolean => false;
  if (process.platform === 'win32') {
    const ended = createEndedMark(userData);
    ended.remove();
    // If the installer fails, the task of Windows brings the app back.
    app.on('will-quit', () => isRestarting() || ended.make());
  }
  const starts = watchStarts();

  setMenu(() => quit());
  app.dock?.hide();
  const windowSession = session.defaultSession;
  denyByDefault(windowSession, log, (webContentsId) => bell.ownsSound(webContentsId));

  const policy = loadPolicy(createMachineFiles(), log);
  // Neither the panel nor a keyring delays the start: the accounts send their requests at once.
  const lookingForTray = hasTrayHost(() => !starts.isWanted() && !isQuitting());
  let hasTray = false;
  let tray: Tray | null = null;
  const attempt = (task: Promise<void>): void =>
    void task.catch((error) => log.warn(`failed: ${describeError(error)}`));
  /** The window says why a conversation did not open: there may be no browser, or its account may be gone. */
  const openOrShow = (opening: Promise<void>): void => {
    opening.catch(() => window.show());
    attempt(opening);
  };
  const open = (token: string, thread: string | null = null): void =>
    openOrShow(talkmelder.openFromOutside(token, thread));
  const openFromNotification = (token: string | null, thread: string | null): void => {
    if (token === null) window.show();
    else open(token, thread);
  };
  const sounds = createSoundPlayer(windowSession, log);
  const preload = join(root, 'out', 'preload', 'index.cjs');
  const bell = createAlarmBell({
    session: windowSession,
    preload,
    log,
    hasOwnSound: policy.alarmSoundFile !== null,
    output: () => talkmelder.settings().alarmOutput || null,
    update: (view) => updateAlarm('alarm', view),
    onHearing: () => updateTray(),
    isQuitting,
    playTone: () => sounds.play('chime'),
  });
  const updateAlarm = createWindowUpdates(bell.cards, log);
  const callBell = createCallBell({
    session: windowSession,
    preload,
    log,
    update: (view) => updateCall('call', view),
    onShown: bell.raise,
    onIgnored(ids) {
      for (const id of ids) answerCall(id, 'ignore');
    },
    onFailed: () => talkmelder.replaceCallCard(),
    isQuitting,
  });
  const updateCall = createWindowUpdates(callBell.card, log);
  const answerCall = (id: string, answer: CallAnswer): void => openOrShow(talkmelder.answerCall(id, answer));
  let isListed = false;
  const ports = createPorts({
    log,
    userData,
    trust: policy.trust,
    hasTray: () => hasTray,
    sounds,
    bell,
    callBell,
    onShortcut: () => window.summon(),
    notifications: {
      onClick: openFromNotification,
      onApp: (app) => openOrShow(talkmelder.openApp(app)),
      onReply: (token, text) => attempt(talkmelder.replyFromNotification(token, text)),
      onMarkRead: (token) => attempt(talkmelder.act(token, { kind: 'mark-read' })),
      onAcknowledge: (alarm) => seeAlarms([alarm], 'notification'),
      onJoin: (token) => openOrShow(talkmelder.openFromOutside(token, null, true)),
    },
  });
  const updater = createUpdater({ fetch: ports.fetch, log, folder: policy.updates.url });
  // There is no `await` from here on, so that every callback finds everything in place.
  const talkmelder = createTalkmelder(
    { ...ports, updater },
    {
      userAgent: `Talkmelder (${deviceName()})`,
      locale: systemLanguage(),
      presetServer: presetServer({
        switched: app.commandLine.getSwitchValue('server'),
        environment: process.env,
        policy: policy.server,
      }),
      policy,
    },
  );
  const pictures = { conversation: talkmelder.avatar, account: talkmelder.accountAvatar };
  const alarmSounds = { folder: join(root, 'build', 'sounds'), own: policy.alarmSoundFile };
  serveRenderer(windowSession, join(root, 'out', 'renderer'), alarmSounds, pictures, log);
  const trayNow = () => trayModel(talkmelder.overview(), Date.now(), bell.hearing().state === 'silent');
  let wish: Wish | null = null;
  /** The window may have to be built first, so it asks for the wish when it is ready. */
  const wishFor = (what: Wish): void => {
    wish = what;
    window.show();
    updateWindow('wish', undefined);
  };
  const takeWish = (): Wish | null => {
    const taken = wish;
    wish = null;
    return taken;
  };
  /** The user asks the app to end. Only the window can ask for a PIN. */
  function quit(): void {
    if (talkmelder.pin.isGuarding()) wishFor({ kind: 'quit' });
    else app.quit();
  }
  const seeAlarms = (ids: string[], by: AcknowledgedBy): void => talkmelder.acknowledgeAlarms(ids, by);
  const trayActions = {
    onToggleWindow: () => window.toggle(),
    onSecondClick: () => window.toggleStays(),
    onOpenWindow: () => window.show(),
    onOpenConversation: open,
    onOpenTalk: ({ id }: TrayAccount) => openOrShow(talkmelder.openTalk(id)),
    onSettings: () => wishFor({ kind: 'settings' }),
    onPause: (length: PauseLength) => attempt(Promise.resolve(length).then(talkmelder.pause)),
    onUnpause: () => attempt(Promise.resolve().then(talkmelder.unpause)),
    onRefresh: talkmelder.refresh,
    onDisconnect(account: TrayAccount): void {
      if (talkmelder.pin.isGuarding()) wishFor({ kind: 'disconnect', account: account.id });
      else attempt(askToDisconnect(words(talkmelder.state().language), account, window.ask, talkmelder.disconnect));
    },
    onQuit: quit,
    onAlarmsSeen: (ids: string[]) => seeAlarms(ids, 'tray'),
  };
  /** The window's own choices, which the administrator may have locked. */
  const changeSettings = (change: SettingsChange): void => {
    try {
      talkmelder.changeSettings(change);
    } catch (error) {
      log.warn(`failed: ${describeError(error)}`);
    }
  };
  /** The windows that a person may see: while there is one, the lists are kept current. */
  const seen = new Set<'window' | 'wall'>();
  const look = (at: 'window' | 'wall'): void => {
    seen.add(at);
    talkmelder.look();
  };
  const unlook = (from: 'window' | 'wall'): void => {
    seen.delete(from);
    if (seen.size === 0) talkmelder.unlook();
  };
  const window = createMainWindow({
    session: windowSession,
    preload,
    hasTray: () => hasTray,
    log,
    trayBounds: () => tray?.bounds() ?? NOWHERE,
    say: () => words(talkmelder.state().language),
    settings: talkmelder.settings,
    changeSettings,
    onShow: () => look('window'),
    onFocus: talkmelder.comeBack,
    onBlur: () => talkmelder.answer(null),
    onHide() {
      talkmelder.pin.end();
      unlook('window');
    },
    isQuitting,
    isSignedIn: () => {
      const { phase, welcome = false } = talkmelder.state();
      // The closing card explains the icon, which a user tries out outside the window.
      return phase.kind === 'connected' && !welcome;
    },
    isNeeded: talkmelder.hasAccounts,
  });
  followBuilds(window.reload);
  /** The user has started the wall display from the window, and returns there. */
  let fromWindow = false;
  const wall = createWallWindow({
    session: windowSession,
    preload,
    settings: talkmelder.settings,
    log,
    onShow() {
      talkmelder.setOnWall(true);
      look('wall');
    },
    onHide() {
      talkmelder.setOnWall(false);
      unlook('wall');
    },
    onEnd: () => {
      if (fromWindow || !hasTray) window.show();
    },
    isQuitting,
  });
  const startWall = (isFromWindow: boolean): void => {
    fromWindow = isFromWindow;
    wall.start();
  };
  const handlers = createHandlers(talkmelder, {
    hideWindow: window.hide,
    takeWish,
    startWall: () => startWall(true),
    endWall: wall.end,
    quit: () => app.quit(),
    getAlarmCard: bell.view,
    acknowledgeAlarms: ({ ids, by }) => seeAlarms(ids, by),
    openAlarm: ({ id }) => talkmelder.openAlarm(id),
    shrinkAlarm: ({ small }) => bell.shrink(small),
    testAlarmSound: ({ sound }) => bell.sample(sound),
    getAlarmSound: bell.order,
    tellAlarmSound: bell.hear,
    getCallCard: callBell.view,
    answerCall: ({ id, answer }) => answerCall(id, answer),
    async saveAlarmLog() {
      const say = words(talkmelder.state().language);
      return { saved: await saveAlarmLog(say, window.askWhere, talkmelder.alarmLogAsCsv) };
    },
    async exportSettings() {
      const say = words(talkmelder.state().language);
      return { saved: await saveSettingsFile(say, window.askWhere, talkmelder.settingsAsText) };
    },
    async importSettings() {
      const text = await openSettingsFile(words(talkmelder.state().language), window.askFiles);
      return { outcome: text === null ? null : await talkmelder.importSettings(text) };
    },
    async chooseFiles({ token }) {
      talkmelder.checkFiles(token);
      const title = words(talkmelder.state().language)('filesChoose');
      const paths = await window.askFiles({ title, properties: ['openFile', 'multiSelections'] });
      if (paths.length > 0) await talkmelder.offerFiles(token, paths);
    },
    async saveAttachment({ token, message }) {
      const title = words(talkmelder.state().language)('fileSave');
      const saved = await talkmelder.saveAttachment(token, message, (name) =>
        window.askWhere({
          title,
          defaultPath: join(app.getPath('downloads'), name),
          properties: ['createDirectory', 'showOverwriteConfirmation'],
        }),
      );
      return { saved };
    },
    async playSound({ sound }) {
      if (!(await sounds.play(sound))) throw new SoundNotPlayed(sound);
    },
  });
  const smoke = createSmokeReport(async () => {
    await talkmelder.updates.know();
    const { secretBackend, update } = talkmelder.state();
    return { secretBackend, updates: update?.off ?? update?.by ?? 'unknown' };
  });
  if (smoke) {
    const { getState } = handlers;
    handlers.getState = (input) => {
      void smoke.asked();
      return getState(input);
    };
  }
  const others = { wall: wall.owns, alarm: bell.owns, alarmSound: bell.ownsSound, call: callBell.owns };
  registerCalls({ origin: RENDERER_ORIGIN, owns: window.owns, others, checkPin: talkmelder.pin.check, log, handlers });

  const updateWindow = createWindowUpdates(window, log);
  const updateWall = createWindowUpdates(wall, log);
  const updateTray = (): void => tray?.update(trayNow());
  const network = createOnlineWatch(talkmelder.wake);
  const forward = createSignInForward(window.show);
  const display = createDisplayAwake(() => keepsDisplayOn(talkmelder.settings(), Date.now()));
  talkmelder.subscribe((state) => {
    const overview = talkmelder.overview();
    const accounts = overview.phase.kind === 'connected' ? overview.phase.accounts : [];
    network.set(accounts.some(({ connection }) => connection.state === 'offline'));
    updateTray();
    window.fit();
    updateWindow('state', state);
    if (wall.isOpen()) updateWall('wall', wallState(overview));
    wall.keepAwake();
    display.look();
    forward(state.phase);
    // Toasts of an earlier run must wait until their conversations can be in the list.
    if (isListed || state.phase.kind !== 'connected' || state.phase.conversations === null) return;
    isListed = true;
    ports.notifier.hearEarlier();
  });
  talkmelder.onCompanions((views) => updateWindow('companions', views));
  talkmelder.onDoctorProgress((progress) => updateWindow('doctor', progress));
  watchPower({
    onSuspend: talkmelder.suspend,
    onResume: talkmelder.resume,
    onLock: talkmelder.lockScreen,
    onUnlock: talkmelder.unlockScreen,
  });
  watchIdle(() => talkmelder.settings().station, talkmelder.setIdle);
  watchFront(talkmelder.setInBackground);
  // Closing the window leaves the tray; without this, Electron would quit.
  app.on('window-all-closed', () => {});
  guard(
    talkmelder.beforeEnd(
      (about) => askToQuit(words(talkmelder.state().language), about, window.ask),
      () => app.quit(),
    ),
  );
  const ending = edition() === 'demo' ? leavingFirst(talkmelder) : talkmelder;
  endWith(ending.stop, ending.ending);
  const { atEnd } = talkmelder.updates;
  isRestarting = () => atEnd() === 'install-and-start';
  updater.installAtEnd(atEnd);

  const started = talkmelder.start();
  hasTray = await lookingForTray;
  // A window that opens now would hold back the end.
  if (isQuitting()) return;
  starts.follow(window.show, () => startWall(false));
  // The icon must wait for the panel, which would not notice it otherwise.
  const shown = trayNow();
  tray = createTray(join(root, 'build', 'icons', 'tray'), trayActions, shown);
  tray.update(shown);
  const startsWithWall = app.commandLine.hasSwitch(WALL) || talkmelder.settings().wallAtStart;
  if (startsWithWall) startWall(false);
  await started;
  // A user who is signed out must see what to do next.
  const mustSignIn = talkmelder.state().phase.kind === 'signed-out';
  if (mustSignIn || (!startsWithWall && (!hasTray || starts.isWanted()))) window.show();
}
