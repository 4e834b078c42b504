import { createSignal, type JSX, Show } from 'solid-js';
import type { Result } from '../../preload/contract.ts';
import { attempt } from '../attempt.ts';
import { Spinner } from './icon.tsx';

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
