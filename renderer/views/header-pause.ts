import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { language, t } from '../i18n/index.ts';
import { pauseEndText } from './header-pause-end.ts';

/** Switches notifications on again. */
export const unpause = (): void =>
  void attempt(bridge.unpause()).then(({ ok }) => {
    if (ok) announce(t('pause.ended'));
  });

/** Tells screen readers that notifications have been paused, here or in the tray. */
export const announcePause = (until: number): void =>
  announce(t('pause.paused', { time: pauseEndText(until, Date.now(), language()) }));
