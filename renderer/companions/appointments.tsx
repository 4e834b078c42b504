import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Appointment, AppointmentCalendar } from '../../main/core/model/appointment.ts';
import type { CompanionAction, CompanionView } from '../../main/core/model/companion.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { Icon } from '../components/icon.tsx';
import { tc } from '../i18n/companions/index.ts';
import { language, t } from '../i18n/index.ts';
import { openAppointmentDialog } from '../overlays/dialog.ts';
import { isOver, nextOf, onceByTime, whenOf } from './appointment-time.ts';
import { appointmentsIn } from './companion-views.ts';

/** How many the opened strip shows. */
const SHOWN = 10;

type Item = Appointment & { account: string; tint: AppointmentCalendar | undefined };

/** The next appointment in one line above the footer; it opens to the next ten. */
export const Appointments = (props: { views: CompanionView[] }) => {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const calendars = () => props.views.flatMap((view) => appointmentsIn(view)?.calendars ?? []);
  /** Apart from the clock, because new entries would be drawn anew each minute and lose the focus. */
  const all = createMemo((): Item[] =>
    onceByTime(
      props.views.flatMap((view) =>
        (appointmentsIn(view)?.items ?? []).map((item) => ({
          ...item,
          account: view.account,
          tint: appointmentsIn(view)?.calendars.find((calendar) => calendar.id === item.calendar),
        })),
      ),
    ),
  );
  const items = () => all().filter((item) => !isOver(item, now()));
  const next = () => nextOf(items(), now());
  const failed = () => props.views.filter(({ state }) => state === 'failed');
  const line = () => {
    const item = next();
    if (item) return { when: whenOf(item, now(), language()), what: whatOf(item) };
    if (failed().length > 0) return { when: '', what: tc('appointments.failed.empty') };
    const isKnown = props.views.some(({ content }) => content !== null);
    return { when: '', what: tc(isKnown ? 'appointments.none' : 'appointments.loading') };
  };
  return (
    <section class="appointments" aria-label={tc('appointments.title')}>
      <Show when={open()}>
        <div class="appointments-list" id={id}>
          <Trouble failed={failed()} calendars={calendars()} />
          <ul>
            <For each={items().slice(0, SHOWN)}>{(item) => <Row item={item} />}</For>
          </ul>
          <Show when={items().length === 0 && failed().length === 0}>
            <p class="appointments-note">{line().what}</p>
          </Show>
          <div class="appointments-buttons">
            <Show when={calendars().some(({ canWrite }) => canWrite)}>
              <button type="button" class="button button-small" onClick={() => openAppointmentDialog(null)}>
                <Icon name="add" />
                {tc('appointments.new')}
              </button>
            </Show>
            <Show when={props.views.find((view) => appointmentsIn(view)?.hasApp)}>
              {(view) => (
                <button
                  type="button"
                  class="button button-small"
                  onClick={() => void act({ kind: 'open', account: view().account, item: null })}
                >
                  {tc('appointments.app')}
                </button>
              )}
            </Show>
          </div>
        </div>
      </Show>
      <button
        type="button"
        class="appointments-strip"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        onClick={() => setOpen(!open())}
      >
        <CalendarIcon />
        <Show when={line().when}>{(when) => <strong class="appointments-when">{when()}</strong>}</Show>
        <bdi class="appointments-what">{line().what}</bdi>
        <Show when={failed().length > 0}>
          <Icon name="warning" label={tc('appointments.failed')} />
        </Show>
        <Icon name="chevron" />
      </button>
    </section>
  );
};

type Wanted<T> = T extends unknown ? Omit<T, 'companion'> : never;

/** Does something with appointments; a failure shows in a toast. */
const act = (action: Wanted<CompanionAction>) =>
  attempt(bridge.actOnCompanion({ ...action, companion: 'appointments' } as CompanionAction));

const titleOf = ({ title }: Appointment) => title || tc('appointments.untitled');
const whatOf = (item: Appointment) => [titleOf(item), item.place].filter((part) => part !== '').join(' · ');

const Row = (props: { item: Item }) => {
  const content = () => (
    <>
      <span class="appointments-dot" style={{ background: props.item.tint?.colour ?? 'var(--line-strong)' }} />
      <span class="appointments-when">{whenOf(props.item, now(), language())}</span>
      <span class="appointments-what">
        <bdi classList={{ 'appointments-cancelled': props.item.cancelled }}>{whatOf(props.item)}</bdi>
        <Show when={props.item.cancelled}>
          <em> {tc('appointments.cancelled')}</em>
        </Show>
      </span>
    </>
  );
  return (
    <li class="appointments-item">
      <Show when={props.item.canOpen} fallback={<span class="appointments-row">{content()}</span>}>
        <button
          type="button"
          class="appointments-row"
          onClick={() => void act({ kind: 'open', account: props.item.account, item: props.item.id })}
        >
          {content()}
        </button>
      </Show>
      <Show when={props.item.canJoin && !props.item.cancelled}>
        <button
          type="button"
          class="button button-small"
          aria-label={tc('appointments.joinNamed', { title: titleOf(props.item) })}
          onClick={() => void act({ kind: 'join', account: props.item.account, item: props.item.id })}
        >
          {tc('appointments.join')}
        </button>
      </Show>
    </li>
  );
};

/** What could not be read, and the way to try again. */
const Trouble = (props: { failed: CompanionView[]; calendars: AppointmentCalendar[] }) => {
  const names = () =>
    props.calendars
      .filter(({ failed }) => failed)
      .map(({ name }) => name)
      .join(', ');
  return (
    <>
      <For each={props.failed}>
        {({ account, error }) => (
          <div class="appointments-note">
            <p>
              {tc('appointments.failed')} {t(`error.${error ?? 'internal'}`)}
            </p>
            <button type="button" class="button button-small" onClick={() => void act({ kind: 'refresh', account })}>
              {tc('appointments.retry')}
            </button>
          </div>
        )}
      </For>
      <Show when={names()}>
        <p class="appointments-note">{tc('appointments.calendarFailed', { names: names() })}</p>
      </Show>
    </>
  );
};

/** Not in icon.tsx, because the start loads those icons. */
const CalendarIcon = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 6h16v14H4zM4 10.5h16M8.500 3.500v4M15.500 3.500v4" />
  </svg>
);
