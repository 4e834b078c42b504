import { createMemo, For, Show } from 'solid-js';
import type { CompanionId } from '../../../main/core/model/companion.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';
import { appointmentsIn, createCompanionViews } from '../../companions/companion-views.ts';
import { tc } from '../../i18n/companions/index.ts';
import { Section, SwitchSetting } from './controls.tsx';
import type { Editor } from './editor.ts';
import { OtherSwitches } from './others.tsx';

/** The other apps of the Nextcloud: which of them the window shows, and from where. */
export const CompanionSettings = (props: { editor: Editor }) => {
  const views = createCompanionViews();
  const chosen = () => props.editor.value('companions');
  const choose = (id: CompanionId, on: boolean) =>
    void props.editor.change('companions', on ? [...chosen(), id] : chosen().filter((other) => other !== id));
  const of = (id: CompanionId) => views().filter((view) => view.id === id);
  const isMissing = (id: CompanionId) => of(id).length > 0 && of(id).every(({ state }) => state === 'unavailable');
  /** Equal lists are the same list, because new entries would be drawn anew and lose the focus. */
  const calendars = createMemo(
    () =>
      of('appointments').flatMap((view) =>
        (appointmentsIn(view)?.calendars ?? []).map((calendar) => ({ ...calendar, account: view.account })),
      ),
    [],
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  return (
    <Section title={tc('settings.title')}>
      <SwitchSetting
        label={tc('settings.appointments')}
        help={tc(isMissing('appointments') ? 'settings.appointments.unavailable' : 'settings.appointments.help')}
        on={chosen().includes('appointments')}
        locked={props.editor.locked('companions')}
        onChange={(on) => choose('appointments', on)}
      />
      <Show when={calendars().length > 0}>
        <fieldset class="setting companion-calendars">
          <legend class="setting-label">{tc('settings.calendars')}</legend>
          <For each={calendars()}>
            {(calendar) => (
              <label class="companion-calendar">
                <input
                  type="checkbox"
                  checked={calendar.shown}
                  onChange={(event) =>
                    void attempt(
                      bridge.actOnCompanion({
                        kind: 'show-calendar',
                        account: calendar.account,
                        companion: 'appointments',
                        calendar: calendar.id,
                        shown: event.currentTarget.checked,
                      }),
                    )
                  }
                />
                <span class="companion-dot" style={{ background: calendar.colour ?? 'var(--line-strong)' }} />
                <bdi>{calendar.name}</bdi>
                <Show when={calendar.failed}>
                  <em>{tc('settings.calendar.failed')}</em>
                </Show>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <OtherSwitches editor={props.editor} views={views()} />
    </Section>
  );
};
