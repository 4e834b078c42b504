/**
 * Loaded into real Electron's main process before the app (`-r`): gives the e2e driver the same desk that the host has
 * (test/electron/desk.ts) by wrapping the prototypes of what the app shows outside its window.
 * Written against Electron 45's types; it has not been run yet, because no machine so far had Electron's binary.
 */
const { app, BrowserWindow, clipboard, dialog, nativeImage, nativeTheme } = require('electron');
const { globalShortcut, Notification, powerMonitor, shell, Tray } = require('electron');
const machine = JSON.parse(process.env.E2E_MACHINE ?? '{}');

let version = 0;
const wakes = [];
let tray;
const trayState = { tooltip: '', icon: '', title: '', menu: undefined };
const shown = [];
const opened = [];
const dialogs = new Map();
const labels = new WeakMap();
const sessions = new Set();

function changed() {
  version += 1;
  for (const wake of wakes.splice(0)) wake();
}

/** Replaces a method by one that also tells `after` about its call. */
function watch(prototype, name, after) {
  const original = prototype[name];
  prototype[name] = function (...args) {
    const result = original.apply(this, args);
    after.call(this, ...args);
    changed();
    return result;
  };
}

const labelOf = (path) => path.replace(/^.*[\\/]/, '').replace(/(@[\d.]+x)?\.\w+$/, '');
const createFromPath = nativeImage.createFromPath;
nativeImage.createFromPath = (path) => {
  const image = createFromPath.call(nativeImage, path);
  labels.set(image, labelOf(path));
  return image;
};

watch(Tray.prototype, 'setImage', function (image) {
  tray = this;
  trayState.icon = typeof image === 'string' ? labelOf(image) : (labels.get(image) ?? '');
});
watch(Tray.prototype, 'setToolTip', function (text) {
  tray = this;
  trayState.tooltip = text;
});
watch(Tray.prototype, 'setTitle', function (title) {
  tray = this;
  trayState.title = title;
});
watch(Tray.prototype, 'setContextMenu', function (menu) {
  tray = this;
  trayState.menu = menu ?? undefined;
});

watch(Notification.prototype, 'show', function () {
  const entry = { id: String(shown.length + 1), state: 'shown', notification: this };
  shown.push(entry);
  this.once('close', () => {
    entry.state = 'closed';
    changed();
  });
});
watch(Notification.prototype, 'close', function () {
  for (const entry of shown) if (entry.notification === this) entry.state = 'closed';
});
if (machine.notificationsSupported === false) Notification.isSupported = () => false;

// A test must not take the keys of whoever sits at the machine.
const shortcuts = new Map();
globalShortcut.register = (accelerator, callback) => {
  if (shortcuts.has(accelerator) || machine.takenShortcuts?.includes(accelerator)) return false;
  shortcuts.set(accelerator, callback);
  return true;
};
globalShortcut.unregister = (accelerator) => shortcuts.delete(accelerator);
globalShortcut.unregisterAll = () => shortcuts.clear();

// A test must not open the browser of the machine it runs on, nor wait for a box that nobody answers.
shell.openExternal = async (url) => {
  opened.push(url);
  changed();
};
dialog.showMessageBox = (first, second) => {
  const { message, detail = '', buttons = ['OK'] } = second ?? first;
  return new Promise((resolve) => {
    dialogs.set({ message, detail, buttons }, resolve);
    changed();
  });
};

app.on('session-created', (session) => sessions.add(session));
app.on('browser-window-created', (_event, window) => {
  for (const event of ['show', 'hide', 'focus', 'blur', 'closed', 'move', 'resize']) window.on(event, changed);
  changed();
});

// The system's theme, below what the app itself chooses.
function accessorOf(object, name) {
  return Object.getOwnPropertyDescriptor(object, name) ?? accessorOf(Object.getPrototypeOf(object), name);
}
const themeSource = accessorOf(nativeTheme, 'themeSource');
let systemTheme = machine.theme ?? 'system';
let chosenTheme = 'system';
function showTheme() {
  themeSource.set.call(nativeTheme, chosenTheme === 'system' ? systemTheme : chosenTheme);
}
Object.defineProperty(nativeTheme, 'themeSource', {
  get: () => chosenTheme,
  set(theme) {
    chosenTheme = theme;
    showTheme();
  },
});
app.once('ready', showTheme);

const entriesOf = (menu) =>
  (menu?.items ?? [])
    .filter(({ visible }) => visible)
    .map(({ label, type, enabled, checked, submenu }) => ({
      label,
      type,
      enabled,
      checked,
      submenu: entriesOf(submenu),
    }));
const flat = (menu) => (menu?.items ?? []).flatMap((item) => [item, ...flat(item.submenu)]);
const fits = (label, wanted) => (typeof wanted === 'string' ? label === wanted : wanted.test(label));

function theWindow() {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) throw new Error('the app has no window');
  return window;
}
function windowState() {
  const [window] = BrowserWindow.getAllWindows();
  const bounds = window?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
  const minimized = window?.isMinimized() ?? false;
  const visible = !minimized && (window?.isVisible() ?? false);
  return { exists: window !== undefined, visible, minimized, focused: window?.isFocused() ?? false, bounds };
}
function shownNotification({ id, state, notification }) {
  const { title, body, silent, hasReply, actions = [] } = notification;
  // Electron tells an empty text where none was set, and shows it as normal.
  const urgency = notification.urgency || 'normal';
  return { id, state, title, body, silent, urgency, hasReply, actions: actions.map(({ text = '' }) => text) };
}
async function snapshot() {
  return {
    version,
    window: windowState(),
    tray: {
      exists: tray !== undefined && !tray.isDestroyed(),
      tooltip: trayState.tooltip,
      icon: trayState.icon,
      title: trayState.title,
      menu: entriesOf(trayState.menu),
    },
    dialogs: [...dialogs.keys()],
    notifications: shown.map(shownNotification),
    opened: [...opened],
    clipboard: await clipboard.readText(),
    badge: app.getBadgeCount(),
  };
}
function take(id) {
  const entry = shown.find((candidate) => candidate.id === id && candidate.state === 'shown');
  if (!entry) throw new Error(`no notification ${id} is shown`);
  return entry;
}
/** The person's choice on a notification; it leaves the screen by it. */
function choose(id, event, ...args) {
  const entry = take(id);
  entry.notification.emit(event, ...args);
  entry.notification.close();
}
function network(offline) {
  for (const session of sessions) {
    if (offline) session.enableNetworkEmulation({ offline: true });
    else session.disableNetworkEmulation();
  }
}

const acts = {
  snapshot,
  async changedSince(known) {
    while (version <= known) await new Promise((wake) => wakes.push(wake));
    return snapshot();
  },
  async forget() {
    shown.length = 0;
    opened.length = 0;
    network(false);
    systemTheme = machine.theme ?? 'system';
    showTheme();
    await clipboard.clear();
    changed();
  },
  'window.blur': () => theWindow().blur(),
  'window.focus': () => theWindow().focus(),
  'window.reload': () => theWindow().loadURL(theWindow().webContents.getURL()),
  'window.close': () => theWindow().close(),
  'tray.click': () => tray.emit('click', {}, tray.getBounds(), { x: 0, y: 0 }),
  'tray.choose'(wanted) {
    const item = flat(trayState.menu).find(({ visible, label }) => visible && fits(label, wanted));
    if (!item) throw new Error(`no entry ${wanted} in the tray's menu`);
    if (!item.enabled) throw new Error(`the entry ${wanted} in the tray's menu is disabled`);
    item.click({}, undefined, undefined);
  },
  'notification.click': (id) => choose(id, 'click', {}),
  'notification.reply': (id, reply) => choose(id, 'reply', { reply }, reply),
  'notification.action': (id, actionIndex) =>
    choose(id, 'action', { actionIndex, selectionIndex: -1 }, actionIndex, -1),
  'notification.dismiss': (id) => take(id).notification.close(),
  'dialog.press'(wanted) {
    for (const [box, answer] of dialogs) {
      const response = box.buttons.findIndex((label) => fits(label, wanted));
      if (response < 0) continue;
      dialogs.delete(box);
      changed();
      return answer({ response, checkboxChecked: false });
    }
    throw new Error(`no open dialog has a button ${wanted}`);
  },
  'system.suspend': () => powerMonitor.emit('suspend'),
  'system.resume': () => powerMonitor.emit('resume'),
  'system.lock': () => powerMonitor.emit('lock-screen'),
  'system.unlock': () => powerMonitor.emit('unlock-screen'),
  'system.offline': () => network(true),
  'system.online': () => network(false),
  'system.pressShortcut'(accelerator) {
    const act = shortcuts.get(accelerator);
    if (!act) throw new Error(`the app does not hear ${accelerator}`);
    act();
  },
  'system.theme'(theme) {
    systemTheme = theme;
    showTheme();
  },
};

globalThis.e2eDesk = (name, args) => acts[name](...args);
