import { createUniqueId, For, Show } from 'solid-js';
import { endOfPause, LOCALES } from '../../../main/core/i18n/translate.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { PauseLength } from '../../../main/core/model/pause-length.ts';
import type { QuietHours, Weekday } from '../../../main/core/model/quiet-hours.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';
import { now } from '../../clock.ts';
import { language, t } from '../../i18n/index.ts';
import { PAUSE_LENGTHS } from '../../views/pause.ts';
import { SelectSetting, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';

/** In the order of a German calendar. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies Weekday[];

/** Begins, shows and ends the pause of notifications. */
export const PauseSetting = (props: { until: number | null }) => {
  const options = () => [
    { value: 'none', label: t('settings.pause.none') } as const,
    ...(props.until === null
      ? []
      : [
          {
            value: 'now',
            label: t('settings.pause.until', { time: endOfPause(props.until, now(), language()) }),
          } as const,
        ]),
    ...PAUSE_LENGTHS.map((length) => ({ value: length, label: t(`pause.${length}`) })),
  ];
  const choose = (value: PauseLength | 'none' | 'now') => {
    if (value === 'none') void attempt(bridge.unpause());
    else if (value !== 'now') void attempt(bridge.pause({ length: value }));
  };
  return (
    <SelectSetting
      label={t('settings.pause')}
      options={options()}
      value={props.until === null ? 'none' : 'now'}
      locked={false}
      onChange={choose}
    />
  );
};

/** The days and times at which nothing rings. */
export const QuietHoursSetting = (props: { editor: Editor; state: AppState }) => {
  const quiet = () => props.editor.value('quietHours');
  const locked = () => props.editor.locked('quietHours');
  const change = (part: Partial<QuietHours>) => void props.editor.change('quietHours', { ...quiet(), ...part });
  const help = () => {
    const until = props.state.quietUntil;
    if (until === null) return t('settings.quietHours.help');
    return t('settings.quietHours.now', { time: endOfPause(until, now(), language()) });
  };
  return (
    <>
      <SwitchSetting
        label={t('settings.quietHours')}
        help={help()}
        on={quiet().on}
        locked={locked()}
        onChange={(on) => change({ on })}
      />
      <Show when={quiet().on}>
        <HoursFields
          legend={t('settings.quietHours.days')}
          hours={quiet()}
          locked={locked()}
          wholeDay={t('settings.quietHours.wholeDay')}
          onChange={change}
        />
        <Warning text={quiet().days.length === 0 ? t('settings.quietHours.noDay') : null} />
      </Show>
    </>
  );
};

/** Days and times. `wholeDay`: what the same time twice means. */
export const HoursFields = (props: {
  legend: string;
  hours: QuietHours;
  locked: boolean;
  wholeDay: string;
  onChange: (part: Partial<QuietHours>) => void;
}) => {
  const toggle = (day: Weekday) =>
    props.onChange({ days: WEEKDAYS.filter((one) => props.hours.days.includes(one) !== (one === day)) });
  return (
    <div class="setting">
      <fieldset class="days">
        <legend class="visually-hidden">{props.legend}</legend>
        <For each={WEEKDAYS}>
          {(day, index) => (
            <button
              type="button"
              class="day"
              aria-label={`${dayName(index(), 'short')}, ${dayName(index(), 'long')}`}
              aria-pressed={props.hours.days.includes(day)}
              disabled={props.locked}
              onClick={() => toggle(day)}
            >
              {dayName(index(), 'short')}
            </button>
          )}
        </For>
      </fieldset>
      <div class="times">
        <TimeField
          label={t('settings.quietHours.from')}
          time={props.hours.from}
          locked={props.locked}
          onChange={(from) => props.onChange({ from })}
        />
        <TimeField
          label={t('settings.quietHours.to')}
          time={props.hours.to}
          locked={props.locked}
          onChange={(to) => props.onChange({ to })}
        />
      </div>
      <Show when={props.hours.from === props.hours.to}>
        <p class="setting-help">{props.wholeDay}</p>
      </Show>
    </div>
  );
};

/** Returns the name of a day. @param index 0: Monday */
export const dayName = (index: number, weekday: 'short' | 'long'): string =>
  // 1 January 2024 was a Monday.
  new Date(2024, 0, 1 + index).toLocaleDateString(LOCALES[language()], { weekday });

/** Every half an hour, and the chosen time if it lies between: a policy may name any minute. */
const timesWith = (time: string): string[] => {
  const halves = Array.from({ length: 48 }, (_, half) => {
    const hours = String(Math.floor(half / 2)).padStart(2, '0');
    return `${hours}:${half % 2 === 0 ? '00' : '30'}`;
  });
  return [...new Set([...halves, time])].sort();
};

/** A list, because a field for times has 12 hours or 24 by the language of Chromium instead of the window's. */
export const TimeField = (props: {
  label: string;
  time: string;
  locked: boolean;
  onChange: (time: string) => void;
}) => {
  const id = createUniqueId();
  return (
    <div class="time">
      <label for={id}>{props.label}</label>
      <span class="select">
        <select id={id} disabled={props.locked} onChange={(event) => props.onChange(event.currentTarget.value)}>
          <For each={timesWith(props.time)}>
            {(time) => (
              <option value={time} selected={time === props.time}>
                {time}
              </option>
            )}
          </For>
        </select>
      </span>
    </div>
  );
};
