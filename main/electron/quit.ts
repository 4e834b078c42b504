import { app } from 'electron';

/** To be called early: who quits while the app still starts must be heard. @returns whether the app is about to end */
export function watchQuit(): () => boolean {
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  return () => quitting;
}
