import { createUniqueId, For, Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { TestAlarm } from '../../components/alarm-watch.tsx';
import { t } from '../../i18n/index.ts';
import { openDialog } from '../dialog.ts';
import { AlarmSoundSettings } from './alarm-sound.tsx';
import { AlarmConversations, declaredIn } from './alarms.tsx';
import { Section, SelectSetting, SwitchSetting } from './controls.tsx';
import type { Editor } from './editor.ts';
import { dayName, TimeField, WEEKDAYS } from './quiet.tsx';

/** Everything about alarms: conversations, sound and test; what stations rarely change is folded. */
export const AlarmSection = (props: { editor: Editor; state: AppState }) => {
  const connected = () => (props.state.phase.kind === 'connected' ? props.state.phase : undefined);
  const hasAlarms = () => {
    const phase = connected();
    return phase !== undefined && declaredIn(phase).length > 0;
  };
  return (
    <Section title={t('alarms.section')}>
      <div class="setting">
        <p class="setting-help">{t('alarms.honest')}</p>
      </div>
      <Show when={connected()}>{(phase) => <AlarmConversations phase={phase()} />}</Show>
      <AlarmSoundSettings editor={props.editor} />
      <Show when={hasAlarms()}>
        <div class="setting">
          <TestAlarm />
        </div>
      </Show>
      <Show when={hasAlarms() || props.editor.value('weeklyProbe').on}>
        <WeeklyProbe editor={props.editor} />
      </Show>
      <Show when={props.editor.value('alarmLog')}>
        <div class="setting">
          <span class="setting-label">{t('alarmLog.title')}</span>
          <button
            type="button"
            class="button button-small"
            aria-label={`${t('alarmLog.title')}: ${t('alarmLog.show')}`}
            onClick={() => openDialog('alarm-log')}
          >
            {t('alarmLog.show')}
          </button>
        </div>
      </Show>
      <details class="settings-fold">
        <summary>{t('alarmMore.title')}</summary>
        <More editor={props.editor} />
      </details>
    </Section>
  );
};

/** The test alarm that is made by itself. */
const WeeklyProbe = (props: { editor: Editor }) => {
  const id = createUniqueId();
  const weekly = () => props.editor.value('weeklyProbe');
  const locked = () => props.editor.locked('weeklyProbe');
  const change = (part: Partial<Settings['weeklyProbe']>) =>
    void props.editor.change('weeklyProbe', { ...weekly(), ...part });
  const choose = (index: number) => {
    const day = WEEKDAYS[index];
    if (day) change({ day });
  };
  return (
    <>
      <SwitchSetting
        label={t('alarmMore.weekly')}
        help={t('alarmMore.weekly.help')}
        on={weekly().on}
        locked={locked()}
        onChange={(on) => change({ on })}
      />
      <Show when={weekly().on}>
        <div class="setting">
          <div class="times">
            <div class="time">
              <label for={id}>{t('alarmMore.weekly.day')}</label>
              <span class="select">
                <select id={id} disabled={locked()} onChange={(event) => choose(event.currentTarget.selectedIndex)}>
                  <For each={WEEKDAYS}>
                    {(day, index) => (
                      <option value={day} selected={day === weekly().day}>
                        {dayName(index(), 'long')}
                      </option>
                    )}
                  </For>
                </select>
              </span>
            </div>
            <TimeField
              label={t('alarmMore.weekly.time')}
              time={weekly().time}
              locked={locked()}
              onChange={(time) => change({ time })}
            />
          </div>
        </div>
      </Show>
    </>
  );
};

const ringMinutes = [1, 2, 5, 10, 15, 30] as const satisfies Settings['alarmRingMinutes'][];
const againMinutes = [2, 5, 10, 15, 30] as const satisfies Settings['alarmAgainMinutes'][];
const hours = [1, 2, 4, 8, 12] as const satisfies Settings['alarmHours'][];

const reactions = ['off', '👍', '✅', '👀', '👌', '🚒'] as const satisfies Settings['alarmReaction'][];

const minutesText = (count: number) => (count === 1 ? t('alarmMore.minute') : t('alarmMore.minutes', { count }));
const hoursText = (count: number) => (count === 1 ? t('alarmMore.hour') : t('alarmMore.hours', { count }));

/** How long an alarm rings, what acknowledges it, and what is shown and kept of it. */
const More = (props: { editor: Editor }) => (
  <>
    <SelectSetting
      label={t('alarmMore.ring')}
      options={ringMinutes.map((value) => ({ value, label: minutesText(value) }))}
      value={props.editor.value('alarmRingMinutes')}
      locked={props.editor.locked('alarmRingMinutes')}
      onChange={(value) => void props.editor.change('alarmRingMinutes', value)}
    />
    <SelectSetting
      label={t('alarmMore.again')}
      help={t('alarmMore.again.help')}
      options={againMinutes.map((value) => ({ value, label: t('alarmMore.every', { count: value }) }))}
      value={props.editor.value('alarmAgainMinutes')}
      locked={props.editor.locked('alarmAgainMinutes')}
      onChange={(value) => void props.editor.change('alarmAgainMinutes', value)}
    />
    <SelectSetting
      label={t('alarmMore.end')}
      help={t('alarmMore.end.help')}
      options={hours.map((value) => ({ value, label: hoursText(value) }))}
      value={props.editor.value('alarmHours')}
      locked={props.editor.locked('alarmHours')}
      onChange={(value) => void props.editor.change('alarmHours', value)}
    />
    <SwitchSetting
      label={t('alarmMore.readElsewhere')}
      help={t('alarmMore.readElsewhere.help')}
      on={props.editor.value('alarmReadElsewhere')}
      locked={props.editor.locked('alarmReadElsewhere')}
      onChange={(on) => void props.editor.change('alarmReadElsewhere', on)}
    />
    <SelectSetting
      label={t('alarmMore.reaction')}
      help={
        props.editor.value('alarmLine') === ''
          ? t('alarmMore.reaction.help')
          : t('alarmMore.reaction.line', { line: props.editor.value('alarmLine') })
      }
      options={reactions.map((value) => ({ value, label: value === 'off' ? t('alarmMore.reaction.off') : value }))}
      value={props.editor.value('alarmReaction')}
      locked={props.editor.locked('alarmReaction')}
      onChange={(value) => void props.editor.change('alarmReaction', value)}
    />
    <SwitchSetting
      label={t('alarmMore.text')}
      help={t('alarmMore.text.help')}
      on={props.editor.value('alarmText')}
      locked={props.editor.locked('alarmText')}
      onChange={(on) => void props.editor.change('alarmText', on)}
    />
    <SwitchSetting
      label={t('alarmMore.log')}
      help={t('alarmMore.log.help')}
      on={props.editor.value('alarmLog')}
      locked={props.editor.locked('alarmLog')}
      onChange={(on) => void props.editor.change('alarmLog', on)}
    />
  </>
);
