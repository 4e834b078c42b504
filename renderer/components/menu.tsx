import { createSignal, type JSX } from 'solid-js';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { moveFocus } from './move-focus.ts';

/** The ⋮ button and its menu. The browser closes it on Esc or a click outside and gives the focus back. */
export const Menu = (props: { children: JSX.Element }) => {
  const [open, setOpen] = createSignal(false);
  let popover: HTMLDivElement | undefined;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={t('menu.open')}
        title={t('menu.open')}
        aria-haspopup="menu"
        aria-expanded={open()}
        popovertarget="menu"
      >
        <Icon name="more" />
      </button>
      <div
        ref={popover}
        id="menu"
        class="menu"
        popover="auto"
        role="menu"
        aria-label={t('menu.open')}
        tabIndex={-1}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') event.currentTarget.querySelector('button')?.focus();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Tab') popover?.hidePopover();
          else moveFocus(event);
        }}
        // Closes before the item acts, so that a dialog it opens gives the focus back to the ⋮ button.
        on:click={{ capture: true, handleEvent: () => popover?.hidePopover() }}
      >
        {props.children}
      </div>
    </>
  );
};

export const MenuItem = (props: { onSelect: () => void; shortcut?: string; children: JSX.Element }) => (
  <button type="button" class="menu-item" role="menuitem" tabIndex={-1} onClick={() => props.onSelect()}>
    {props.children}
    {props.shortcut && <kbd>{props.shortcut}</kbd>}
  </button>
);
