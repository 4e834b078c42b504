import { onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { AppointmentsContent } from '../../main/core/model/appointment.ts';
import type { CompanionView, CompanionViews } from '../../main/core/model/companion.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';

/** What the companions show, as main sends it; empty until the first answer. */
export const createCompanionViews = (): (() => CompanionViews) => {
  const [held, setHeld] = createStore<{ views: CompanionViews }>({ views: [] });
  let isTold = false;
  const take = (views: CompanionViews) => {
    isTold = true;
    setHeld('views', reconcile(views, { key: 'id' }));
  };
  onMount(async () => {
    // Listen first, ask second, as for the state of the app (app-state.ts).
    onCleanup(bridge.onCompanions(take));
    const answer = await attempt(bridge.getCompanions());
    if (answer.ok && !isTold) take(answer.value);
  });
  return () => held.views;
};

/** What the appointments of this view are; null: none are known. */
export const appointmentsIn = ({ content }: CompanionView): AppointmentsContent | null =>
  content?.of === 'appointments' ? content : null;
