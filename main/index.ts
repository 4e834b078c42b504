import { join } from 'node:path';
import { app, session as electronSession } from 'electron';
import { errorCodeOf } from './core/errors.ts';
import { words } from './core/i18n/index.ts';
import { trayModel } from './core/model/tray-model.ts';
import { loadPolicy } from './core/policy/policy.ts';
import { presetServer } from './core/policy/preset-server.ts';
import { createSession } from './core/session.ts';
import { runDoctor } from './doctor.ts';
import { RENDERER_ORIGIN, registerAppScheme, serveRenderer } from './electron/app-protocol.ts';
import { deviceName } from './electron/device-name.ts';
import { askToDisconnect } from './electron/dialogs.ts';
import { giveUp, logUnhandled } from './electron/failures.ts';
import { createLogger } from './electron/logger.ts';
import { setMenu } from './electron/menu.ts';
import { createOnlineWatch } from './electron/online.ts';
import { createMachineFiles, policyPaths } from './electron/policy-file.ts';
import { createPorts } from './electron/ports.ts';
import { watchPower } from './electron/power.ts';
import { endWith, watchQuit } from './electron/quit.ts';
import { denyByDefault } from './electron/security.ts';
import { createSignInForward } from './electron/sign-in-forward.ts';
import { watchStarts } from './electron/starts.ts';
import { createTray } from './electron/tray.ts';
import { hasTrayHost } from './electron/tray-host.ts';
import { createMainWindow } from './electron/window.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createPush } from './ipc/pushes.ts';
import { registerCalls } from './ipc/register.ts';

// Before `ready`, in the first tick.
app.enableSandbox();
app.setAppUserModelId('de.talkmelder.app');
registerAppScheme();
if (app.commandLine.hasSwitch('doctor')) runDoctor();
else if (app.requestSingleInstanceLock()) void app.whenReady().then(run).catch(giveUp);
else app.quit();

async function run(): Promise<void> {
  const root = app.getAppPath();
  const userData = app.getPath('userData');
  const log = createLogger(join(userData, 'logs'), app.commandLine.hasSwitch('verbose'));
  log.info(`Talkmelder ${app.getVersion()} on ${process.platform}`);
  logUnhandled(log);
  const isQuitting = watchQuit();
  const starts = watchStarts();

  setMenu();
  app.dock?.hide();
  const windows = electronSession.defaultSession;
  denyByDefault(windows, log);

  const policy = loadPolicy(createMachineFiles(policyPaths(process.platform, process.env)), log);
  const hasTray = await hasTrayHost(() => !starts.isWanted() && !isQuitting());
  const attempt = (task: Promise<void>): void => void task.catch((error) => log.warn(`failed: ${errorCodeOf(error)}`));
  const open = (token: string, thread?: string | null): void => attempt(session.openConversation(token, thread));
  const ports = await createPorts({
    ...{ log, userData, trust: policy.trust, onShortcut: () => window.summon() },
    notifications: {
      onClick: (token, thread) => (token === null ? window.show() : open(token, thread)),
      onReply: (token, text) => attempt(session.replyFromNotification(token, text)),
      onMarkRead: (token) => attempt(session.act(token, { kind: 'mark-read' })),
    },
  });
  // Whoever quits while the app starts must not be held back by a window that opens now.
  if (isQuitting()) return;
  // From here on without a pause: whatever calls back finds everything in place.
  const session = createSession(ports, {
    userAgent: `Talkmelder (${deviceName()})`,
    locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    presetServer: presetServer({
      ...{ switched: app.commandLine.getSwitchValue('server'), environment: process.env, policy: policy.server },
    }),
    policy,
  });
  const pictures = { conversation: session.avatar, account: session.accountAvatar };
  serveRenderer(windows, join(root, 'out', 'renderer'), pictures);
  const tray = createTray(join(root, 'build', 'icons', 'tray'), {
    onToggleWindow: () => window.toggle(),
    onOpenWindow: () => window.show(),
    onOpenConversation: (token) => open(token),
    onPause: (length) => attempt(Promise.resolve(length).then(session.pause)),
    onUnpause: () => attempt(Promise.resolve().then(session.unpause)),
    onRefresh: session.refresh,
    onDisconnect: (account) => attempt(askToDisconnect(words(session.state().language), account, session.disconnect)),
    onQuit: () => app.quit(),
  });
  const window = createMainWindow({
    ...{ session: windows, preload: join(root, 'out', 'preload', 'index.cjs'), hasTray, trayBounds: tray.bounds },
    ...{
      settings: session.settings,
      onShow: session.look,
      onFocus: session.comeBack,
      onHide: session.unlook,
      isQuitting,
    },
    ...{ isSignedIn: () => session.state().phase.kind === 'connected', isNeeded: session.hasAccounts },
  });
  const handlers = createHandlers(session, { hideWindow: window.hide, quit: () => app.quit() });
  registerCalls({ origin: RENDERER_ORIGIN, owns: window.owns, log, handlers });

  const push = createPush(window, log);
  const network = createOnlineWatch(session.wake);
  const forward = createSignInForward(window.show);
  session.subscribe((state) => {
    const overview = session.overview();
    const accounts = overview.phase.kind === 'connected' ? overview.phase.accounts : [];
    network.set(accounts.some(({ connection }) => connection.state === 'offline'));
    tray.update(trayModel(overview, Date.now()));
    window.fit();
    push('state', state);
    forward(state.phase);
  });
  session.onDoctorProgress((progress) => push('doctor', progress));
  tray.update(trayModel(session.overview(), Date.now()));
  watchPower({ onSuspend: session.suspend, onResume: session.resume, onUnlock: session.wake });
  // Closing the window leaves the tray; without this, Electron would quit.
  app.on('window-all-closed', () => {});
  endWith(session.stop, session.ending);

  starts.follow(window.show);
  await session.start();
  // Somebody has to see what to do next.
  if (!hasTray || starts.isWanted() || session.state().phase.kind === 'signed-out') window.show();
}
