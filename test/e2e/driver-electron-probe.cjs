/**
 * The e2e driver loads this file into real Electron's main process before the app (`-r`). It gives the driver the same
 * desk that the host has (test/electron/desk.ts) by wrapping everything that the app shows outside its window. A test
 * never reaches the tester's own desktop: no notification, clipboard, keychain, login item, badge, browser or shortcut.
 * It is written against Electron 45's types and sources; it has not been run yet, because no machine so far had
 * Electron's binary.
 */
const { createCipheriv, createDecipheriv, createHash, randomBytes } = require('node:crypto');
const { registerHooks } = require('node:module');
const { app, BrowserWindow, clipboard, dialog, nativeImage, nativeTheme } = require('electron');
const { globalShortcut, Menu, Notification, powerMonitor, powerSaveBlocker } = require('electron');
const { safeStorage, shell, Tray } = require('electron');
const machine = JSON.parse(process.env.E2E_MACHINE ?? '{}');

// The app believes that it is installed, as on the host.
Object.defineProperty(app, 'isPackaged', { configurable: true, get: () => machine.packaged !== false });
// `--lang` affects neither of them on Windows and macOS.
app.getPreferredSystemLanguages = () => [machine.locale];
app.getSystemLocale = () => machine.locale;
// This call would undo `--no-sandbox`, and root has no sandbox.
if (process.env.ELECTRON_DISABLE_SANDBOX) app.enableSandbox = () => {};

let version = 0;
const wakes = [];
let tray;
const trayState = { tooltip: '', icon: '', title: '', menu: undefined };
const shown = [];
const opened = [];
/** The addresses of the pages that have begun to play. */
const sounds = [];
const dialogs = new Map();
const labels = new WeakMap();
const sessions = new Set();

// A test leaves the tester's screen alone.
let awake = false;
powerSaveBlocker.start = () => {
  awake = true;
  changed();
  return 0;
};
powerSaveBlocker.stop = () => {
  awake = false;
  changed();
  return true;
};

function changed() {
  version += 1;
  for (const wake of wakes.splice(0)) wake();
}

/** Replaces a method with one that also calls `after`. */
function watch(prototype, name, after) {
  const original = prototype[name];
  prototype[name] = function (...args) {
    const result = original.apply(this, args);
    after.call(this, ...args);
    changed();
    return result;
  };
}

// macOS marks template images in the file name: `idleTemplate.png`.
const labelOf = (path) =>
  path
    .replace(/^.*[\\/]/, '')
    .replace(/(@[\d.]+x)?\.\w+$/, '')
    .replace(/Template$/, '');
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

// The probe only records the call: 'show' comes later, and only macOS reports that the app closed a notification.
Notification.prototype.show = function () {
  for (const entry of shown) if (entry.notification === this) entry.state = 'closed';
  shown.push({ id: String(shown.length + 1), state: 'shown', notification: this });
  changed();
  setImmediate(() => this.emit('show', {}));
};
Notification.prototype.close = function () {
  const entry = shown.findLast(({ notification }) => notification === this);
  if (entry?.state !== 'shown') return;
  entry.state = 'closed';
  changed();
  if (process.platform === 'darwin') setImmediate(() => this.emit('close', {}));
};
// The real check would write a shortcut into the Start menu of Windows.
Notification.isSupported = () => machine.notificationsSupported !== false;

// A test must not register shortcuts on the tester's desktop.
const shortcuts = new Map();
globalShortcut.register = (accelerator, callback) => {
  if (shortcuts.has(accelerator) || machine.takenShortcuts?.includes(accelerator)) return false;
  shortcuts.set(accelerator, callback);
  return true;
};
globalShortcut.unregister = (accelerator) => shortcuts.delete(accelerator);
globalShortcut.unregisterAll = () => shortcuts.clear();

// A test must not open the tester's browser, nor wait for an answer to a message box.
let hasBrowser = true;
shell.openExternal = async (url) => {
  if (!hasBrowser) throw new Error('Failed to open path');
  opened.push(url);
  // The browser comes to the front.
  for (const window of BrowserWindow.getAllWindows()) window.blur();
  changed();
};
dialog.showMessageBox = (first, second) => {
  const { message, detail = '', buttons = ['OK'] } = second ?? first;
  return new Promise((resolve) => {
    dialogs.set({ message, detail, buttons }, resolve);
    changed();
  });
};

let chosenFiles = [];
dialog.showOpenDialog = (first, second) => {
  const { title = '' } = second ?? first;
  return new Promise((resolve) => {
    const answer = ({ response }) =>
      resolve({ canceled: response === 1, filePaths: response === 1 ? [] : chosenFiles });
    dialogs.set({ message: title, detail: '', buttons: ['Open', 'Cancel'] }, answer);
    changed();
  });
};
dialog.showErrorBox = (title, content) => console.error(`error box "${title}": ${content}`);

let copied = '';
clipboard.writeText = async (text) => {
  copied = text;
  changed();
};
clipboard.readText = async () => copied;
clipboard.clear = () => {
  copied = '';
  changed();
};

// An open menu would wait for the tester.
let popup = null;
Menu.prototype.popup = function ({ callback } = {}) {
  popup = { menu: this, callback };
  changed();
};
function closePopup() {
  const closing = popup;
  popup = null;
  changed();
  closing?.callback?.();
}
// Plays the entries' roles with the test's own clipboard. On macOS the system handles roles.
const selection = `(() => {
  const { activeElement: field } = document;
  const isField = field && typeof field.selectionStart === 'number';
  return isField ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
})()`;
app.on('web-contents-created', (_event, contents) => {
  contents.on('media-started-playing', () => {
    sounds.push(contents.getURL());
    changed();
  });
  contents.paste = () => contents.insertText(copied);
  contents.copy = async () => {
    copied = await contents.executeJavaScriptInIsolatedWorld(999, [{ code: selection }]);
    changed();
  };
  contents.cut = async () => {
    await contents.copy();
    contents.delete();
  };
});

let badge = 0;
app.setBadgeCount = (count = 0) => {
  badge = count;
  changed();
  return true;
};
app.getBadgeCount = () => badge;

let loginItem = null;
app.setLoginItemSettings = ({ openAtLogin = false, args = [] }) => {
  if (process.platform !== 'linux') loginItem = openAtLogin ? { args } : null;
};
app.getLoginItemSettings = ({ args = [] } = {}) => {
  const isSame = process.platform !== 'win32' || JSON.stringify(loginItem?.args) === JSON.stringify(args);
  const openAtLogin = loginItem !== null && isSame;
  const status = openAtLogin ? 'enabled' : 'not-registered';
  return { openAtLogin, wasOpenedAtLogin: false, status, executableWillLaunchAtLogin: openAtLogin, launchItems: [] };
};

// Playwright switches to the plain-text backend. A key per data folder replaces the system's key, with the same
// encryption as on the host (test/electron/safe-storage.ts).
const wanted = machine.safeStorageBackend ?? 'gnome_libsecret';
const backend = wanted === 'locked' ? 'gnome_libsecret' : wanted;
const isEncrypting = () => backend !== 'unavailable';
const storageKey = () =>
  createHash('sha256')
    .update(`the keyring of ${app.getPath('userData')}`)
    .digest();
const prefix = Buffer.from(['basic_text', 'locked'].includes(wanted) ? 'v10' : 'v11');
safeStorage.isAsyncEncryptionAvailable = async () => isEncrypting();
safeStorage.getSelectedStorageBackend = () => (isEncrypting() ? backend : 'unknown');
safeStorage.encryptStringAsync = async (text) => {
  if (!isEncrypting()) throw new Error('Encryption is not available.');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', storageKey(), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([prefix, nonce, cipher.getAuthTag(), sealed]);
};
safeStorage.decryptStringAsync = async (encrypted) => {
  const decipher = createDecipheriv('aes-256-gcm', storageKey(), encrypted.subarray(3, 15));
  decipher.setAuthTag(encrypted.subarray(15, 31));
  const result = decipher.update(encrypted.subarray(31), undefined, 'utf8') + decipher.final('utf8');
  return { result, shouldReEncrypt: false };
};

// On Linux the driver sets another session bus, with the test's own keyring or with none. On other systems only the
// tester's keychain exists, so the app must not find keytar.
if (process.platform !== 'linux') {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === 'keytar') throw new Error('keytar would reach the keychain of the tester');
      return nextResolve(specifier, context);
    },
  });
}

// The test decides about the focus, because a desktop grants it at will, and a virtual display never does.
const focused = new WeakSet();
const ours = new WeakSet();
function tellFocus(window, isFocused) {
  if (window.isDestroyed() || focused.has(window) === isFocused) return;
  if (isFocused) focused.add(window);
  else focused.delete(window);
  setImmediate(() => {
    if (window.isDestroyed()) return;
    ours.add(window);
    window.emit(isFocused ? 'focus' : 'blur', {});
    ours.delete(window);
  });
}
function keepFocus(window) {
  const { emit } = window;
  window.emit = (name, ...args) => {
    const isNative = (name === 'focus' || name === 'blur') && !ours.has(window);
    return isNative ? false : emit.call(window, name, ...args);
  };
  window.isFocused = () => focused.has(window);
  window.focus = () => {
    if (window.isVisible() && !window.isMinimized()) tellFocus(window, true);
    changed();
  };
  window.blur = () => {
    tellFocus(window, false);
    changed();
  };
  for (const [name, isFocused] of [
    ['show', true],
    ['hide', false],
    ['minimize', false],
  ]) {
    const original = window[name];
    window[name] = () => {
      original.call(window);
      tellFocus(window, isFocused);
      changed();
    };
  }
}

app.on('session-created', (session) => sessions.add(session));
app.on('browser-window-created', (_event, window) => {
  keepFocus(window);
  for (const event of ['show', 'hide', 'focus', 'blur', 'closed', 'move', 'resize', 'enter-full-screen'])
    window.on(event, changed);
  changed();
});

// The system's theme; the app's own choice overrides it.
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

/** The cards of alarms, and the page that plays their sound, are windows of their own. */
const usual = () => BrowserWindow.getAllWindows().filter(({ webContents }) => !webContents.getURL().includes('?alarm'));
const ordinary = () => usual().find((window) => !window.isFullScreen());
const filling = () => usual().find((window) => window.isFullScreen());
function theWindow() {
  const window = ordinary();
  if (!window) throw new Error('the app has no window');
  return window;
}
function windowState(window) {
  const bounds = window?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
  const minimized = window?.isMinimized() ?? false;
  const visible = !minimized && (window?.isVisible() ?? false);
  const devTools = window?.webContents.isDevToolsOpened() ?? false;
  const focused = window?.isFocused() ?? false;
  const fullScreen = window?.isFullScreen() ?? false;
  return { exists: window !== undefined, visible, minimized, focused, devTools, bounds, fullScreen };
}
function shownNotification({ id, state, notification }) {
  const { title, body, silent, hasReply, actions = [] } = notification;
  // Electron returns an empty text for no urgency, and shows it as normal.
  const urgency = notification.urgency || 'normal';
  const texts = actions.map(({ text = '' }) => text);
  return { id, state, title, body, silent, urgency, hasReply, actions: texts, arguments: null };
}
function snapshot() {
  return {
    version,
    window: windowState(ordinary()),
    fullScreenWindow: filling() ? windowState(filling()) : null,
    awake,
    tray: {
      exists: tray !== undefined && !tray.isDestroyed(),
      tooltip: trayState.tooltip,
      icon: trayState.icon,
      title: trayState.title,
      menu: entriesOf(trayState.menu),
    },
    popup: popup && entriesOf(popup.menu),
    dialogs: [...dialogs.keys()],
    notifications: shown.map(shownNotification),
    sounds: [...sounds],
    opened: [...opened],
    clipboard: copied,
    badge,
  };
}
function take(id) {
  const entry = shown.find((candidate) => candidate.id === id && candidate.state === 'shown');
  if (!entry) throw new Error(`no notification ${id} is shown`);
  return entry;
}
/** Plays the user's choice on a notification, which leaves the screen then. */
function choose(id, event, ...args) {
  const entry = take(id);
  entry.state = 'closed';
  entry.notification.emit(event, ...args);
  changed();
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
  forget() {
    shown.length = 0;
    opened.length = 0;
    sounds.length = 0;
    hasBrowser = true;
    network(false);
    systemTheme = machine.theme ?? 'system';
    showTheme();
    copied = '';
    if (popup) closePopup();
    changed();
  },
  'app.message': (message) => void process.emit('message', message),
  'clipboard.put'(text) {
    copied = text;
    changed();
  },
  'popup.choose'(wanted) {
    const item = flat(popup?.menu).find(({ visible, label }) => visible && label === wanted);
    if (!item) throw new Error(`no entry ${wanted} in an open menu`);
    if (!item.enabled) throw new Error(`the entry ${wanted} of the open menu is disabled`);
    closePopup();
    item.click({}, theWindow(), theWindow().webContents);
  },
  'popup.close': closePopup,
  'window.blur'() {
    if (!theWindow().isFocused()) throw new Error('the window is not focused');
    theWindow().blur();
  },
  'window.focus'() {
    if (!theWindow().isVisible()) throw new Error('the window is not visible');
    theWindow().focus();
  },
  'window.reload': () => theWindow().loadURL(theWindow().webContents.getURL()),
  'window.close': () => theWindow().close(),
  'fullScreen.close': () => filling()?.close(),
  'tray.click': () => tray.emit('click', {}, tray.getBounds(), { x: 0, y: 0 }),
  'tray.rightClick': () => tray.emit('right-click', {}, tray.getBounds()),
  async 'tray.doubleClick'() {
    for (const event of ['click', 'double-click']) {
      for (const window of BrowserWindow.getAllWindows()) window.blur();
      await new Promise((done) => setImmediate(done));
      tray.emit(event, {}, tray.getBounds(), { x: 0, y: 0 });
      await new Promise((done) => setImmediate(done));
    }
  },
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
  'notification.dismiss': (id) => choose(id, 'close', {}),
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
  'dialog.files'(paths) {
    chosenFiles = paths;
  },
  // Electron itself knows the paths of dragged files.
  'window.dragged'() {},
  'system.browser'(isThere) {
    hasBrowser = isThere;
  },
  'system.suspend': () => powerMonitor.emit('suspend'),
  'system.resume': () => powerMonitor.emit('resume'),
  'system.idle'(seconds) {
    powerMonitor.getSystemIdleTime = () => seconds;
  },
  'system.lock': () => powerMonitor.emit('lock-screen'),
  'system.unlock': () => powerMonitor.emit('unlock-screen'),
  'system.switchAway': () => powerMonitor.emit('user-did-resign-active'),
  'system.switchBack': () => powerMonitor.emit('user-did-become-active'),
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
