import type { PauseLength } from '../../main/core/model/pause-length.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import type { MenuEntry } from '../overlays/menu.ts';
import { unpause } from './header-pause.ts';

const LENGTHS: PauseLength[] = ['half-hour', 'hour', 'morning'];

/** The menu entries for pausing. @param until the end of the current pause, milliseconds since 1970 */
export const pauseEntries = (until: number | null): MenuEntry[] =>
  until === null
    ? LENGTHS.map((length) => ({
        id: length,
        kind: 'item',
        icon: 'muted',
        label: t(`pause.${length}`),
        onSelect: () => void attempt(bridge.pause({ length })),
      }))
    : [{ id: 'unpause', kind: 'item', icon: 'bell', label: t('pause.end'), onSelect: unpause }];
