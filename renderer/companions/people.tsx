import '../styles/people.css';
import { createEffect, createMemo, For, on, Show } from 'solid-js';
import type { CompanionViews } from '../../main/core/model/companion.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { personName, shownAccounts } from '../accounts.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { PresenceMark } from '../components/avatar.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Icon } from '../components/icon.tsx';
import { avatarColour, initials } from '../components/initials.ts';
import { query } from '../finding/search.ts';
import { tc } from '../i18n/companions/index.ts';
import { createPeopleSearch, type FoundPerson } from './people-search.ts';

/** People whom the search finds, below the conversations. Loaded when a person searches and the companion is on. */
const People = (props: { phase: Connected; views: CompanionViews }) => {
  const accounts = createMemo(
    () => {
      const shown = shownAccounts(props.phase).map(({ id }) => id);
      return props.views
        .filter(({ id, account, content }) => id === 'people' && content !== null && shown.includes(account))
        .map(({ account }) => account);
    },
    [],
    { equals: (before, next) => before.join() === next.join() },
  );
  const found = createPeopleSearch(query, accounts);
  const whose = ({ account }: FoundPerson) => {
    const known = accounts().length > 1 && props.phase.accounts.find(({ id }) => id === account);
    return known ? personName(known, props.phase.accounts) : null;
  };
  createEffect(
    on(
      () => found().people.length,
      (count) => count > 0 && announce(count === 1 ? tc('people.one') : tc('people.several', { count })),
    ),
  );
  return (
    <Show when={found().people.length > 0 || found().failed}>
      <section class="people" aria-labelledby="people-title">
        <h2 id="people-title" class="list-heading">
          {tc('people.title')}
        </h2>
        <Show when={found().failed}>
          <p class="people-failed">{tc('people.failed')}</p>
        </Show>
        <ul class="people-list" onKeyDown={moveFocus}>
          <For each={found().people}>
            {(one) => (
              <li>
                <Show when={one.person.isUser} fallback={<Contact {...one} whose={whose(one)} />}>
                  <User {...one} whose={whose(one)} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};

export default People;

type Row = FoundPerson & { whose: string | null };

const Circle = (props: Row) => (
  <span class={`avatar avatar-${avatarColour(props.person.id)}`} aria-hidden="true">
    {initials(props.person.name)}
    <Show when={props.person.presence}>{(presence) => <PresenceMark presence={presence()} />}</Show>
  </span>
);

/** A user of the server, whose conversation opens in the browser. */
const User = (props: Row) => {
  const presence = () => props.person.presence && tc(`people.${props.person.presence}`);
  const about = () =>
    [presence(), props.person.status, props.whose].filter((text) => text).join(' · ') || tc('people.user');
  const open = () =>
    void attempt(
      bridge.actOnCompanion({ kind: 'open', account: props.account, companion: 'people', item: props.person.id }),
    );
  return (
    <div class="person-user">
      <button type="button" class="person" title={tc('people.open', { name: props.person.name })} onClick={open}>
        <Circle {...props} />
        <span class="person-text">
          <span class="person-name">{props.person.name}</span>
          <span class="person-about">{about()}</span>
        </span>
        <Icon name="browser" />
      </button>
      <Ways {...props} />
    </div>
  );
};

/** An entry of an address book. Talk cannot reach the person, but the user can. */
const Contact = (props: Row) => {
  const about = () => [tc('people.contact'), props.whose].filter((text) => text).join(' · ');
  return (
    <div class="person person-contact">
      <Circle {...props} />
      <span class="person-text">
        <span class="person-name">{props.person.name}</span>
        <span class="person-about">{about()}</span>
        <Ways {...props} />
      </span>
    </div>
  );
};

/** Telephone numbers and mail addresses, each with a button that copies it. */
const Ways = (props: Row) => {
  const ways = () => [...props.person.phones, ...props.person.mails];
  const copy = (text: string) =>
    bridge.actOnCompanion({ kind: 'copy', account: props.account, companion: 'people', item: props.person.id, text });
  return (
    <Show when={ways().length > 0}>
      <ul class="person-ways" aria-label={tc('people.copy', { name: props.person.name })}>
        <For each={ways()}>
          {(way) => (
            <li>
              <CopyButton label={way} copied={tc('people.copied')} copy={() => copy(way)} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
};

/** ↓ and ↑ move between people and their numbers. */
const moveFocus = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const next = buttons[buttons.findIndex((button) => button.matches(':focus')) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};
