import { endOfPause } from '../../main/core/i18n/translate.ts';
import type { PauseLength } from '../../main/core/model/pause-length.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { language, t } from '../i18n/index.ts';
import type { MenuEntry } from '../overlays/menu.ts';

/** The lengths of a pause, the shortest first. */
export const PAUSE_LENGTHS: PauseLength[] = ['half-hour', 'hour', 'morning'];

/** The menu entries for pausing. @param until the end of the current pause, milliseconds since 1970 */
export const pauseEntries = (until: number | null): MenuEntry[] =>
  until === null
    ? PAUSE_LENGTHS.map((length) => ({
        id: length,
        kind: 'item',
        icon: 'muted',
        label: t(`pause.${length}`),
        onSelect: () => void attempt(bridge.pause({ length })),
      }))
    : [
        {
          id: 'unpause',
          kind: 'item',
          icon: 'bell',
          label: t('pause.endUntil', { time: endOfPause(until, Date.now(), language()) }),
          onSelect: unpause,
        },
      ];

/** Switches notifications on again. */
export const unpause = (): void =>
  void attempt(bridge.unpause()).then(({ ok }) => {
    if (ok) announce(t('pause.ended'));
  });

/** Tells screen readers that notifications have been paused, here or in the tray. */
export const announcePause = (until: number): void =>
  announce(t('pause.paused', { time: endOfPause(until, Date.now(), language()) }));
