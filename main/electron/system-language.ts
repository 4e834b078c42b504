import { app } from 'electron';

/**
 * Returns the language for a user who has chosen none: the one in `--lang`, else the system's. Electron's list of the
 * system's languages ignores that switch, and may be empty on Linux (shell/common/language_util_linux.cc). To be called
 * only after `ready`.
 * @returns a BCP 47 tag; from the switch, whatever the user typed
 */
export const systemLanguage = (): string =>
  app.commandLine.getSwitchValue('lang') || (app.getPreferredSystemLanguages()[0] ?? app.getLocale());
