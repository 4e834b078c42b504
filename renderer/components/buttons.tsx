import { createSignal, type JSX, type Ref, Show } from 'solid-js';
import type { Result } from '../../preload/contract.ts';
import { attempt } from '../attempt.ts';
import { t } from '../i18n/index.ts';
import { openSettings } from '../overlays/open-settings.ts';
import { settingsShortcut } from '../window-keys.ts';
import { Icon, Spinner } from './icon.tsx';

/** A button for an action that takes a while: it spins while it waits and cannot be pressed twice. */
export const ActionButton = (props: {
  class: string;
  action: () => Promise<Result<unknown>>;
  onDone?: () => void;
  children: JSX.Element;
}) => {
  const [busy, setBusy] = createSignal(false);
  const run = async () => {
    // `disabled` would drop the focus.
    if (busy()) return;
    setBusy(true);
    const result = await attempt(props.action());
    setBusy(false);
    if (result.ok) props.onDone?.();
  };
  return (
    <button type="button" class={props.class} aria-busy={busy()} onClick={() => void run()}>
      <Show when={busy()}>
        <Spinner />
      </Show>
      {props.children}
    </button>
  );
};

/** Closes a view or leads back from it. Its tooltip says that Escape does the same. */
export const LeaveButton = (props: {
  icon: 'back' | 'close';
  label: string;
  class?: string;
  ref?: Ref<HTMLButtonElement | undefined>;
  onLeave: () => void;
}) => (
  <button
    ref={props.ref}
    type="button"
    class={`icon-button ${props.class ?? ''}`}
    aria-label={props.label}
    title={`${props.label} (Esc)`}
    onClick={() => props.onLeave()}
  >
    <Icon name={props.icon} />
  </button>
);

/** Opens the settings. */
export const SettingsButton = (props: { class?: string }) => (
  <button
    type="button"
    class={`icon-button ${props.class ?? ''}`}
    aria-label={t('footer.settings')}
    title={`${t('footer.settings')} (${settingsShortcut()})`}
    onClick={() => void openSettings()}
  >
    <Icon name="settings" />
  </button>
);
