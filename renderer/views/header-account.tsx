import { Show } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import { AvatarPicture } from '../components/avatar.tsx';
import { avatarColour, initials } from '../components/initials.ts';

/** The picture of whoever is signed in, over their initials until it has come. */
export const AccountPicture = (props: { phase: Connected }) => (
  <span class={`avatar avatar-${avatarColour(props.phase.account.id)}`} aria-hidden="true">
    {initials(props.phase.account.displayName)}
    <Show when={props.phase.account.picture}>
      <AvatarPicture path="account" />
    </Show>
  </span>
);
