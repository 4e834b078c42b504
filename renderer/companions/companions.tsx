import '../styles/companions.css';
import { For } from 'solid-js';
import type { CompanionView } from '../../main/core/model/companion.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { shownAccounts } from '../accounts.ts';
import { Appointments } from './appointments.tsx';
import { createCompanionViews } from './companion-views.ts';

/** The other apps of the Nextcloud, between the list and the footer. Loaded when one is switched on. */
const Companions = (props: { phase: Connected }) => {
  const views = createCompanionViews();
  /** The companions of the accounts that the window shows, by what they are. */
  const shown = (id: CompanionView['id']) => {
    const accounts = shownAccounts(props.phase).map((account) => account.id);
    return views().filter((view) => view.id === id && accounts.includes(view.account) && isThere(view));
  };
  return (
    <For each={shown('appointments').length > 0 ? [true] : []}>
      {() => <Appointments views={shown('appointments')} />}
    </For>
  );
};

/** What the server does not have is not offered. */
const isThere = ({ state }: CompanionView) => state !== 'off' && state !== 'unavailable';

export default Companions;
