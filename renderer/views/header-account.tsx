import { createSignal, Show } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import { avatarColour, initials } from '../components/initials.ts';

/** The picture of whoever is signed in, over their initials until it has come. */
export const AccountPicture = (props: { phase: Connected }) => {
  const [failed, setFailed] = createSignal(false);
  const [loaded, setLoaded] = createSignal(false);
  return (
    <span class={`avatar avatar-${avatarColour(props.phase.account.id)}`} aria-hidden="true">
      {initials(props.phase.account.displayName)}
      <Show when={props.phase.account.picture && !failed()}>
        <picture class="avatar-picture" classList={{ 'avatar-picture-shown': loaded() }}>
          <source srcset="account/dark" media="(prefers-color-scheme: dark)" />
          <img
            src="account/light"
            alt=""
            decoding="async"
            draggable={false}
            onLoad={() => setLoaded(true)}
            onError={() => setFailed(true)}
          />
        </picture>
      </Show>
    </span>
  );
};
