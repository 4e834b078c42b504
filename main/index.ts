import { join } from 'node:path';
import { app, session as electronSession } from 'electron';
import { words } from './core/i18n/index.ts';
import { trayModel } from './core/model/tray-model.ts';
import { createSession } from './core/session.ts';
import { RENDERER_ORIGIN, registerAppScheme, serveRenderer } from './electron/app-protocol.ts';
import { systemClock } from './electron/clock.ts';
import { deviceName } from './electron/device-name.ts';
import { askToDisconnect } from './electron/dialogs.ts';
import { giveUp, logUnhandled } from './electron/failures.ts';
import { createKeychain } from './electron/keychain.ts';
import { createLogger } from './electron/logger.ts';
import { setMenu } from './electron/menu.ts';
import { createFetch, openSocket } from './electron/network.ts';
import { createNotifier } from './electron/notifications.ts';
import { createOnlineWatch } from './electron/online.ts';
import { createOpener } from './electron/opener.ts';
import { watchPower } from './electron/power.ts';
import { denyByDefault } from './electron/security.ts';
import { createSettingsStore } from './electron/settings-store.ts';
import { createTray } from './electron/tray.ts';
import { hasTrayHost } from './electron/tray-host.ts';
import { createMainWindow } from './electron/window.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerCalls } from './ipc/register.ts';

// Before `ready`, in the first tick.
app.enableSandbox();
app.setAppUserModelId('de.talkmelder.app');
registerAppScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(run).catch(giveUp);
else app.quit();

async function run(): Promise<void> {
  const root = app.getAppPath();
  const userData = app.getPath('userData');
  const log = createLogger(join(userData, 'logs'), app.commandLine.hasSwitch('verbose'));
  log.info(`Talkmelder ${app.getVersion()} on ${process.platform}`);
  logUnhandled(log);

  setMenu();
  app.dock?.hide();
  const windows = electronSession.defaultSession;
  denyByDefault(windows, log);

  const settings = createSettingsStore(userData, log);
  const notifier = createNotifier(log, (token) => (token === null ? window.show() : open(token)));
  const secrets = await createKeychain(settings, log);
  const session = createSession(
    {
      clock: systemClock,
      secrets,
      settings,
      notifier,
      opener: createOpener(log),
      log,
      fetch: createFetch(),
      openSocket,
    },
    {
      userAgent: `Talkmelder (${deviceName()})`,
      locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
      presetServer: app.commandLine.getSwitchValue('server'),
    },
  );
  serveRenderer(windows, join(root, 'out', 'renderer'), session.avatar);
  const open = (token: string): void => {
    session.openConversation(token).catch((error: unknown) => log.warn(`not opened: ${String(error)}`));
  };

  const { language } = session.state();
  const hasTray = await hasTrayHost();
  const tray = createTray(join(root, 'build', 'icons', 'tray'), language, {
    onToggleWindow: () => window.toggle(),
    onOpenWindow: () => window.show(),
    onOpenConversation: open,
    onRefresh: session.refresh,
    onDisconnect: () =>
      void askToDisconnect(words(language), session.state()).then((yes) => (yes ? session.disconnect() : undefined)),
    onQuit: () => app.quit(),
  });
  const window = createMainWindow({
    preload: join(root, 'out', 'preload', 'index.cjs'),
    session: windows,
    hasTray,
    trayBounds: tray.bounds,
    onShow: session.look,
  });

  registerCalls({
    origin: RENDERER_ORIGIN,
    owns: window.owns,
    log,
    handlers: createHandlers(session, window.hide),
  });
  const network = createOnlineWatch(session.wake);
  session.subscribe((state) => {
    network.set(state.phase.kind === 'connected' && state.phase.connection.state === 'offline');
    tray.update(trayModel(state));
    window.send('push:state', state);
  });
  tray.update(trayModel(session.state()));
  watchPower({ onSuspend: session.suspend, onResume: session.resume, onUnlock: session.wake });
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // Closing the window leaves the tray; without this, Electron would quit.
  app.on('window-all-closed', () => {});
  app.on('before-quit', () => {
    window.prepareQuit();
    session.stop();
  });

  await session.start();
  // Somebody has to see what to do next.
  if (!hasTray || session.state().phase.kind === 'signed-out') window.show();
}
