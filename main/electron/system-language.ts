import { app } from 'electron';

/**
 * The language of a person who has chosen none: of `--lang`, else of the system. Electron's list of the system's languages
 * knows nothing of that switch, and may be empty on Linux (shell/common/language_util_linux.cc). Only after `ready`.
 * @returns a BCP 47 tag; from the switch, whatever was typed
 */
export const systemLanguage = (): string =>
  app.commandLine.getSwitchValue('lang') || (app.getPreferredSystemLanguages()[0] ?? app.getLocale());
