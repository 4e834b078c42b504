import '../styles/companions.css';
import { For, lazy, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { CompanionView } from '../../main/core/model/companion.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { shownAccounts } from '../accounts.ts';
import { query } from '../finding/search.ts';
import { Appointments } from './appointments.tsx';
import { createCompanionViews } from './companion-views.ts';
import { Others } from './others.tsx';

const People = lazy(() => import('./people.tsx'));

/**
 * The other apps of the Nextcloud, between the list and the footer. Loaded when one is switched on.
 * @param props.list the element that holds the list; the people whom a search finds are shown at its end
 */
const Companions = (props: { phase: Connected; list: HTMLElement | undefined }) => {
  const views = createCompanionViews();
  const searches = () => query() !== '' && views().some(({ id, content }) => id === 'people' && content !== null);
  /** The companions of the accounts that the window shows, by what they are. */
  const shown = (id: CompanionView['id']) => {
    const accounts = shownAccounts(props.phase).map((account) => account.id);
    return views().filter((view) => view.id === id && accounts.includes(view.account) && isThere(view));
  };
  return (
    <div class="companions">
      <Show when={searches() && props.list}>
        {(list) => (
          <Portal mount={list()}>
            <People phase={props.phase} views={views()} />
          </Portal>
        )}
      </Show>
      {/* While a person searches, the room is for what is found. */}
      <Show when={query() === ''}>
        <Others phase={props.phase} views={views()} />
      </Show>
      <For each={shown('appointments').length > 0 ? [true] : []}>
        {() => <Appointments views={shown('appointments')} />}
      </For>
    </div>
  );
};

/** What the server does not have is not offered. */
const isThere = ({ state }: CompanionView) => state !== 'off' && state !== 'unavailable';

export default Companions;
