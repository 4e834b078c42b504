import type { Connected } from '../../main/core/model/connected.ts';
import { createCompanionViews } from './companion-views.ts';

/** The other apps of the Nextcloud, between the list and the footer. Loaded when one is switched on. */
const Companions = (_props: { phase: Connected }) => {
  const views = createCompanionViews();
  return <div class="companions" hidden={views().every(({ content }) => content === null)} />;
};

export default Companions;
