import type { Connected } from '../../main/core/model/connected.ts';
import { createCompanionViews } from './companion-views.ts';
import { Others } from './others.tsx';

/** The other apps of the Nextcloud, between the list and the footer. Loaded when one is switched on. */
const Companions = (props: { phase: Connected }) => {
  const views = createCompanionViews();
  return (
    <div class="companions">
      <Others phase={props.phase} views={views()} />
    </div>
  );
};

export default Companions;
