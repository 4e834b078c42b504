import { Dialog } from '@kobalte/core/dialog';
import { For } from 'solid-js';
import type { Settings } from '../../main/core/model/settings.ts';
import { type PlainKey, t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { commandKey, keysOf } from './settings/accelerator.ts';

/** Keys that are pressed together. */
type Combination = string[];

/** Every key of the window as people see it on their keyboard; several combinations may do the same. */
const shortcuts = (global: Settings['shortcut']): [combinations: Combination[], what: PlainKey][] => [
  [[['↑'], ['↓']], 'keys.move'],
  [[[t('keys.home')], [t('keys.end')]], 'keys.ends'],
  [[[t('keys.enter')]], 'keys.open'],
  [[['R']], 'settings.keys.reply'],
  [[['M']], 'settings.keys.markRead'],
  [[['→']], 'settings.keys.actions'],
  [[[t('settings.keys.shift'), 'F10']], 'settings.keys.menu'],
  [[['/'], [commandKey(), 'F']], 'keys.search'],
  [[['Esc']], 'keys.back'],
  [[[commandKey(), 'Z']], 'keys.undo'],
  [[[commandKey(), ',']], 'settings.title'],
  [[['F5']], 'menu.refresh'],
  [[['?']], 'keys.title'],
  ...(global === 'off' ? [] : [[[keysOf(global)], 'settings.keys.global'] satisfies [Combination[], PlainKey]]),
];

/** Lists the keys. */
export const ShortcutsDialog = (props: { dialog: OpenDialog; shortcut: Settings['shortcut'] }) => (
  <DialogFrame dialog={props.dialog} class="dialog dialog-keys">
    <Dialog.Title>{t('keys.title')}</Dialog.Title>
    <dl class="shortcuts">
      <For each={shortcuts(props.shortcut)}>
        {([combinations, what]) => (
          <div class="shortcut">
            <dt>{t(what)}</dt>
            <dd>
              <For each={combinations}>
                {(keys) => (
                  <span class="key-combination">
                    <For each={keys}>{(key) => <kbd>{key}</kbd>}</For>
                  </span>
                )}
              </For>
            </dd>
          </div>
        )}
      </For>
    </dl>
    <div class="dialog-buttons">
      <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
        {t('keys.close')}
      </button>
    </div>
  </DialogFrame>
);
