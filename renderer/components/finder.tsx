import { For, Show } from 'solid-js';
import { FILTERS, type Filter } from '../finding/find.ts';
import { chooseFilter, closeSearch, holdField, query, searching, setQuery } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { badgeText } from './badge-text.ts';
import { LeaveButton } from './buttons.tsx';
import { Icon } from './icon.tsx';

/** Narrows the list: the search field while searching, and filters when there is enough to filter. */
export const Finder = (props: { counts: Record<Filter, number>; filter: Filter; filters: boolean }) => (
  <Show when={searching() || props.filters}>
    <search class="finder">
      <Show when={searching()}>
        <SearchField />
      </Show>
      <Show when={props.filters}>
        <fieldset class="chips" aria-label={t('find.filters')}>
          <For each={FILTERS}>
            {(name) => <Chip name={name} count={props.counts[name]} chosen={props.filter === name} />}
          </For>
        </fieldset>
      </Show>
    </search>
  </Show>
);

const SearchField = () => (
  <div class="search">
    <Icon name="search" />
    <input
      ref={holdField}
      class="search-field"
      type="search"
      aria-label={t('find.search')}
      placeholder={t('find.search')}
      autocomplete="off"
      spellcheck={false}
      maxLength={200}
      value={query()}
      onInput={(event) => setQuery(event.currentTarget.value)}
      onKeyDown={goToFirstRow}
    />
    <LeaveButton icon="close" label={t('find.close')} onLeave={closeSearch} />
  </div>
);

/** ↓ moves from the field into the list, Enter opens the first row; where no conversation is found, the first person. */
const goToFirstRow = (event: KeyboardEvent) => {
  const first = document.querySelector<HTMLElement>('.list > li:not(.list-item-gone) > .row, button.person');
  // Enter also ends the composition of a character, and must not open a conversation then.
  if (event.isComposing || !first) return;
  if (event.key === 'ArrowDown') first.focus();
  else if (event.key === 'Enter' && query().trim() !== '') event.repeat || first.click();
  else return;
  event.preventDefault();
};

/** A radio button that looks like a chip: all are one tab stop, and the arrow keys choose. */
const Chip = (props: { name: Filter; count: number; chosen: boolean }) => (
  <label class="chip" classList={{ 'chip-mentions': props.name === 'mentions' }}>
    <input type="radio" name="filter" checked={props.chosen} onChange={() => chooseFilter(props.name)} />
    {t(`find.${props.name}`)}
    {/* "All" leaves nothing out, so a number would say nothing. */}
    <Show when={props.name !== 'all' && props.count > 0}>
      <span class="chip-count"> {badgeText(props.count)}</span>
    </Show>
  </label>
);
