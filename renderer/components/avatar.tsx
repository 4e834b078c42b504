import { avatarColour, initials } from './initials.ts';

/** A conversation's circle: its initials on a colour of its own. */
export const Avatar = (props: { token: string; name: string }) => (
  <span class={`avatar avatar-${avatarColour(props.token)}`} aria-hidden="true">
    {initials(props.name)}
  </span>
);
