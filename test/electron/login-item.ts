/** The login item that the app has registered. On Linux, Electron has no login items. */
let item: { args: readonly string[] } | null = null;

/** Does nothing on Linux, as in Electron, which documents that only in its types. */
export function setLoginItem({ openAtLogin = false, args = [] }: Electron.Settings): void {
  if (process.platform !== 'linux') item = openAtLogin ? { args } : null;
}

/** Returns the login item. On Windows other arguments make it another item. */
export function loginItem({ args = [] }: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
  const same = process.platform !== 'win32' || JSON.stringify(item?.args) === JSON.stringify(args);
  const openAtLogin = item !== null && same;
  return {
    openAtLogin,
    wasOpenedAtLogin: false,
    status: openAtLogin ? 'enabled' : 'not-registered',
    executableWillLaunchAtLogin: item !== null,
    launchItems: [],
  };
}
