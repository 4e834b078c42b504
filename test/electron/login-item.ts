/** What the app asked the system to start with its session. On Linux, Electron has nothing of the kind. */
let item: { args: readonly string[] } | null = null;

/** Nothing happens on Linux, as in Electron, which says so nowhere but in its types. */
export function setLoginItem({ openAtLogin = false, args = [] }: Electron.Settings): void {
  if (process.platform !== 'linux') item = openAtLogin ? { args } : null;
}

/** On Windows, the question is about one command line: with other arguments, it is another item. */
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
