import { app } from 'electron';

/**
 * Returns whether the app's windows speak Wayland, which puts no window above others and shows none without the focus.
 * Electron chooses by the session (docs/api/command-line-switches.md, `ozone-platform`). Only after `ready`.
 */
export const isOnWayland = (): boolean =>
  process.platform === 'linux' &&
  process.env.XDG_SESSION_TYPE === 'wayland' &&
  app.commandLine.getSwitchValue('ozone-platform') !== 'x11';
