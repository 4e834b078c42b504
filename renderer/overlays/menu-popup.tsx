import '../styles/menu.css';
import {
  CheckboxItem,
  Content,
  GroupLabel,
  Item,
  Portal,
  RadioGroup,
  RadioItem,
  Root,
  Separator,
} from '@kobalte/core/dropdown-menu';
import { createComputed, createEffect, For, Match, on, Show, Switch } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { UnreadBadge } from '../components/badges.tsx';
import { Icon } from '../components/icon.tsx';
import { tabStop } from '../components/list-focus.ts';
import { closeMenu, type MenuEntry, menu, type OpenMenu } from './menu.ts';

type ItemEntry = Extract<MenuEntry, { kind: 'item' }>;
type CheckEntry = Extract<MenuEntry, { kind: 'check' }>;
type ChoiceEntry = Extract<MenuEntry, { kind: 'choice' }>;

/** Runs an action once the menu has gone and the focus is back. */
type Later = (action: () => void) => void;

/** One menu, from opening to closing. A separate file with the library that it needs, loaded on demand. */
const MenuPopup = (props: { request: OpenMenu }) => {
  // Not reactive on purpose: a new request makes a new popup.
  const { anchor, returnTo, byKeyboard } = props.request;
  const placeOf = placeKeeper(anchor);
  const button = anchor instanceof HTMLElement ? anchor : null;
  // A menu opens towards the middle of the window.
  const atStart = button !== null && button.getBoundingClientRect().left < window.innerWidth / 2;
  const entries = createEntries(props.request);
  let content: HTMLElement | undefined;
  let chosen: (() => void) | undefined;
  const later: Later = (action) => {
    chosen = action;
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    // Another menu may have opened meanwhile and hold the focus.
    if (menu() === null) focusTarget(returnTo, anchor)?.focus({ preventScroll: true });
    chosen?.();
  };
  let entered = false;
  const enterFirst = (event: FocusEvent & { currentTarget: HTMLElement }) => {
    if (entered || event.target !== event.currentTarget) return;
    entered = true;
    if (byKeyboard) event.currentTarget.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
  };
  // The entry with the focus may be gone.
  const keepFocus = () => entered && document.activeElement === document.body && content?.focus();
  createEffect(on(() => entries().length, keepFocus, { defer: true }));
  return (
    <Root
      open={true}
      onOpenChange={(open) => !open && closeMenu()}
      getAnchorRect={placeOf}
      placement={!button || atStart ? 'bottom-start' : 'bottom-end'}
      // Below a picture, the icons of the entries line up with its middle.
      shift={atStart ? -12 : 0}
      gutter={atStart ? 8 : button ? 4 : 0}
      // A menu that is too high for the room above or below may cover its anchor.
      overlap={true}
      fitViewport={true}
      // A modal menu would hide everything else from assistive technology, even landmarks.
      modal={false}
    >
      <Portal mount={document.querySelector('main') ?? document.body}>
        <div ref={closeOnClick} class="menu-backdrop" />
        <Content
          ref={content}
          class="menu"
          aria-label={props.request.label}
          onFocusIn={enterFirst}
          onCloseAutoFocus={giveFocusBack}
          onPointerDownOutside={(event) => event.preventDefault()}
        >
          <For each={entries()}>{(entry) => <Entry entry={entry} later={later} />}</For>
        </Content>
      </Portal>
    </Root>
  );
};

export default MenuPopup;

/** Returns the current entries. An entry that remains keeps its element and so the focus. */
const createEntries = (request: OpenMenu): (() => MenuEntry[]) => {
  const [held, setHeld] = createStore<{ entries: MenuEntry[] }>({ entries: [] });
  createComputed(() => setHeld('entries', reconcile(request.entries(), { key: 'id' })));
  return () => held.entries;
};

/** Catches the click that closes the menu, so that it does not open the conversation below. */
const closeOnClick = (backdrop: HTMLElement) => {
  backdrop.addEventListener('click', closeMenu);
  backdrop.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    closeMenu();
  });
};

/** Returns the last known position of the anchor: its row may vanish while its menu is open. */
const placeKeeper = (anchor: OpenMenu['anchor']) => {
  if (!(anchor instanceof HTMLElement)) return () => ({ ...anchor, width: 0, height: 0 });
  let place = anchor.getBoundingClientRect();
  return () => {
    if (anchor.isConnected) place = anchor.getBoundingClientRect();
    return place;
  };
};

/**
 * Returns the element that had the focus before; if it is gone, the anchor, or else the list. Null if nothing had it.
 */
const focusTarget = (returnTo: HTMLElement | null, anchor: OpenMenu['anchor']): HTMLElement | null => {
  if (returnTo === null || returnTo.isConnected) return returnTo;
  if (anchor instanceof HTMLElement && anchor.isConnected) return anchor;
  return tabStop();
};

const Entry = (props: { entry: MenuEntry; later: Later }) => {
  const entryOf = <K extends MenuEntry['kind']>(kind: K) =>
    props.entry.kind === kind ? (props.entry as Extract<MenuEntry, { kind: K }>) : undefined;
  return (
    <Switch fallback={<Separator class="menu-separator" />}>
      <Match when={entryOf('item')}>{(entry) => <Action entry={entry()} later={props.later} />}</Match>
      <Match when={entryOf('check')}>{(entry) => <Check entry={entry()} later={props.later} />}</Match>
      <Match when={entryOf('choice')}>{(entry) => <Choice entry={entry()} later={props.later} />}</Match>
    </Switch>
  );
};

const Action = (props: { entry: ItemEntry; later: Later }) => (
  <Item class="menu-item" textValue={props.entry.label} onSelect={() => props.later(props.entry.onSelect)}>
    <span class="menu-icon">
      <Show when={props.entry.icon}>{(name) => <Icon name={name()} />}</Show>
    </span>
    <span class="menu-label">{props.entry.label}</span>
    <Show when={props.entry.shortcut}>
      <kbd>{props.entry.shortcut}</kbd>
    </Show>
  </Item>
);

const Check = (props: { entry: CheckEntry; later: Later }) => (
  <CheckboxItem
    class="menu-item menu-option"
    textValue={props.entry.label}
    checked={props.entry.checked}
    closeOnSelect={true}
    onChange={(checked) => props.later(() => props.entry.onChange(checked))}
  >
    <span class="menu-icon">
      <Icon name={props.entry.icon} />
    </span>
    <span class="menu-label">{props.entry.label}</span>
    <Icon name="check" />
  </CheckboxItem>
);

const Choice = (props: { entry: ChoiceEntry; later: Later }) => {
  const choose = (value: string) => {
    if (value !== props.entry.value) props.later(() => props.entry.onChoose(value));
  };
  return (
    <RadioGroup value={props.entry.value} onChange={choose}>
      <GroupLabel class="menu-heading">{props.entry.label}</GroupLabel>
      <For each={props.entry.options}>
        {(option) => (
          <RadioItem class="menu-item menu-option" value={option.value} closeOnSelect={true}>
            <span class="menu-icon">
              <Show when={option.icon}>{(name) => <Icon name={name()} />}</Show>
              <Show when={option.tint !== undefined}>
                <span class="account-dot" data-tint={option.tint} />
              </Show>
            </span>
            <span class="menu-label">
              {option.label}
              <Show when={option.detail}>
                <span class="menu-detail"> {option.detail}</span>
              </Show>
            </span>
            <UnreadBadge unread={option.unread ?? 0} tone="soft" />
            <Icon name="check" />
          </RadioItem>
        )}
      </For>
    </RadioGroup>
  );
};
