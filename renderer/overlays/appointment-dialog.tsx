import '../styles/companions.css';
import { Dialog } from '@kobalte/core/dialog';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { LOCALES } from '../../main/core/i18n/translate.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { accountKeyOf, shownAccounts } from '../accounts.ts';
import { attempt, tell } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { calendarsToWrite, choiceKey, chosenIn, preselected } from '../companions/calendars-to-write.ts';
import { createCompanionViews } from '../companions/companion-views.ts';
import { tc } from '../i18n/companions/index.ts';
import { language, t } from '../i18n/index.ts';
import { appointmentTimes, firstTimes, offeredDays } from './appointment-times.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { TimeField } from './settings/quiet.tsx';

const LONGEST_TITLE = 200;

const NOTES = { loading: 'new.loading', failed: 'new.failed', none: 'new.none', ready: 'new.rest' } as const;

/** Creates an appointment. `conversation`: where it takes place; undefined: in none. */
export const AppointmentDialog = (props: {
  dialog: OpenDialog;
  phase: Connected;
  conversation: Conversation | undefined;
}) => {
  const views = createCompanionViews();
  /** The key of the calendar that the user has chosen. */
  const [chosen, setChosen] = createSignal<string>();
  // Not reactive: what the user is typing stays, whatever changes meanwhile.
  const { conversation } = props;
  const [title, setTitle] = createSignal(conversation?.name ?? '');
  const [times, setTimes] = createSignal(firstTimes(Date.now()));
  const [busy, setBusy] = createSignal(false);
  /** A list, because a field for days has the language of Chromium instead of the window's. */
  const days = offeredDays(Date.now());
  const dayName = (at: number) =>
    new Date(at).toLocaleDateString(LOCALES[language()], { weekday: 'long', day: 'numeric', month: 'long' });
  /** The same for each attempt, so that the server stores the appointment once. */
  const id = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

  const key = conversation && accountKeyOf(conversation.token);
  const accounts = () =>
    key === undefined ? shownAccounts(props.phase) : props.phase.accounts.filter((one) => one.key === key);
  const offer = createMemo(() => calendarsToWrite(views(), accounts()));
  const first = createMemo<string | undefined>((before) => preselected(before, offer()));
  const calendar = () => chosenIn(offer(), chosen() ?? first());
  /** What is known of the calendars, and why none can be had. */
  const note = () => {
    const { state, failed } = offer();
    const reasons = state === 'failed' ? new Set(failed.map(({ error }) => t(`error.${error}`))) : [];
    return [tc(NOTES[state]), ...reasons].join(' ');
  };
  const retry = () => {
    for (const { account } of offer().failed)
      void attempt(bridge.actOnCompanion({ kind: 'refresh', companion: 'appointments', account }));
  };

  const range = () => appointmentTimes(times());
  const isComplete = () => title().trim() !== '' && range() !== null && calendar() !== undefined;
  const create = async (open: boolean) => {
    const [target, when] = [calendar(), range()];
    if (busy() || !isComplete() || !target || !when) return;
    setBusy(true);
    const answer = await attempt(
      bridge.actOnCompanion({
        kind: 'create-appointment',
        companion: 'appointments',
        account: target.account,
        calendar: target.id,
        title: title().trim(),
        ...when,
        conversation: conversation?.token.split('.')[0] ?? null,
        open,
        id,
      }),
    );
    setBusy(false);
    if (!answer.ok) return;
    closeDialog(props.dialog);
    tell(tc('new.created'));
  };
  return (
    <DialogFrame dialog={props.dialog} class="dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create(false);
        }}
      >
        <Dialog.Title>{tc('new.title')}</Dialog.Title>
        <Show when={conversation}>
          {(where) => <Dialog.Description>{tc('new.inConversation', { name: where().name })}</Dialog.Description>}
        </Show>
        <div class="appointment-fields">
          <label class="appointment-wide">
            {tc('new.name')}
            <input
              type="text"
              class="field"
              autocomplete="off"
              maxLength={LONGEST_TITLE}
              value={title()}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
          <label class="appointment-wide">
            {tc('new.day')}
            <span class="select">
              <select onChange={(event) => setTimes({ ...times(), day: event.currentTarget.value })}>
                <For each={days}>
                  {({ day, at }) => (
                    <option value={day} selected={day === times().day}>
                      {dayName(at)}
                    </option>
                  )}
                </For>
              </select>
            </span>
          </label>
          <TimeField
            label={tc('new.from')}
            time={times().from}
            locked={false}
            onChange={(from) => setTimes({ ...times(), from })}
          />
          <TimeField
            label={tc('new.to')}
            time={times().to}
            locked={false}
            onChange={(to) => setTimes({ ...times(), to })}
          />
          <label class="appointment-wide">
            {tc('new.calendar')}
            <span class="select">
              <select
                disabled={offer().calendars.length === 0}
                onChange={(event) => setChosen(event.currentTarget.value)}
              >
                <Show when={offer().calendars.length > 0 && calendar() === undefined}>
                  <option value="" disabled selected>
                    {tc('new.choose')}
                  </option>
                </Show>
                <For each={offer().calendars}>
                  {(one) => (
                    <option value={choiceKey(one)} selected={one === calendar()}>
                      {one.name}
                    </option>
                  )}
                </For>
              </select>
            </span>
          </label>
        </div>
        <p role="status">{note()}</p>
        <Show when={offer().state === 'failed'}>
          <button type="button" class="button button-small" onClick={retry}>
            {tc('appointments.retry')}
          </button>
        </Show>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
            {tc('new.cancel')}
          </button>
          <button type="button" class="button" aria-disabled={!isComplete()} onClick={() => void create(true)}>
            {tc('new.createAndOpen')}
          </button>
          <button type="submit" class="button button-primary" aria-busy={busy()} aria-disabled={!isComplete()}>
            {tc('new.create')}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
};

export default AppointmentDialog;
