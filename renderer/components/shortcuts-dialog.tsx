import { For } from 'solid-js';
import { type PlainKey, t } from '../i18n/index.ts';

const mac = navigator.userAgent.includes('Mac');
const command = (): string => (mac ? '⌘' : t('keys.ctrl'));

/** Every key the window knows, as people see them on their keyboard. */
const shortcuts = (): [keys: string[], what: PlainKey][] => [
  [['↑', '↓'], 'keys.move'],
  [[t('keys.home'), t('keys.end')], 'keys.ends'],
  [[t('keys.enter')], 'keys.open'],
  [['/', `${command()} F`], 'keys.search'],
  [['Esc'], 'keys.back'],
  [['F5'], 'menu.refresh'],
  [['?'], 'keys.title'],
];

/** The keys there are. Modal; Esc closes it. */
export const ShortcutsDialog = (props: { ref: (dialog: HTMLDialogElement) => void }) => {
  let dialog: HTMLDialogElement | undefined;
  const keep = (element: HTMLDialogElement) => {
    dialog = element;
    props.ref(element);
  };
  return (
    <dialog class="dialog" ref={keep} aria-labelledby="shortcuts-title">
      {/* Takes the focus, so that a dialog that has to scroll begins at its top. */}
      <h2 id="shortcuts-title" tabIndex={-1} autofocus>
        {t('keys.title')}
      </h2>
      <dl class="shortcuts">
        <For each={shortcuts()}>
          {([keys, what]) => (
            <div class="shortcut">
              <dt>{t(what)}</dt>
              <dd>
                <For each={keys}>{(key) => <kbd>{key}</kbd>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => dialog?.close()}>
          {t('keys.close')}
        </button>
      </div>
    </dialog>
  );
};
