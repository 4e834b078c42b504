import { createSignal, Show } from 'solid-js';
import type { Result } from '../../preload/contract.ts';
import { attempt } from '../attempt.ts';
import { Icon } from './icon.tsx';

/** Copies a text and confirms it for as long as the animation of `.copied` (controls.css) lasts. */
export const CopyButton = (props: {
  label: string;
  copied: string;
  disabled?: boolean;
  copy: () => Promise<Result<unknown>>;
}) => {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    const result = await attempt(props.copy());
    setCopied(result.ok);
  };
  return (
    <button
      type="button"
      class="button"
      disabled={props.disabled}
      onClick={() => void copy()}
      onAnimationEnd={() => setCopied(false)}
    >
      <span class="button-label" aria-live="polite">
        <Show
          when={copied()}
          fallback={
            <>
              <Icon name="copy" />
              {props.label}
            </>
          }
        >
          <span class="copied">
            <Icon name="check" />
            {props.copied}
          </span>
        </Show>
      </span>
    </button>
  );
};
