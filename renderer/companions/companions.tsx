import { lazy, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { Connected } from '../../main/core/model/connected.ts';
import { query } from '../finding/search.ts';
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
    </div>
  );
};

export default Companions;
