import '../styles/alarm-dialog.css';
import { Dialog } from '@kobalte/core/dialog';
import { createSignal, For, onMount, Show } from 'solid-js';
import { LOCALES } from '../../main/core/i18n/translate.ts';
import type { AlarmLogEntry } from '../../main/core/model/alarm.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { ActionButton } from '../components/buttons.tsx';
import { language, t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** The last alarms of this PC, without texts and persons, and their export. */
export const AlarmLogDialog = (props: { dialog: OpenDialog }) => {
  const [entries, setEntries] = createSignal<AlarmLogEntry[]>();
  const [saved, setSaved] = createSignal(false);
  onMount(async () => {
    const answer = await attempt(bridge.getAlarmLog());
    if (answer.ok) setEntries(answer.value.entries);
  });
  const save = async () => {
    setSaved(false);
    const answer = await bridge.saveAlarmLog();
    if (answer.ok) setSaved(answer.value.saved);
    return answer;
  };
  return (
    <DialogFrame dialog={props.dialog} class="dialog dialog-alarm">
      <Dialog.Title>{t('alarmLog.title')}</Dialog.Title>
      <Dialog.Description>{t('alarmLog.about')}</Dialog.Description>
      <Show when={entries()?.length === 0}>
        <p class="alarm-preview">{t('alarmLog.empty')}</p>
      </Show>
      <ul class="alarm-log">
        <For each={entries()}>{(entry) => <Line entry={entry} />}</For>
      </ul>
      <p class="alarm-help" role="status">
        {saved() ? t('alarmLog.saved') : ''}
      </p>
      <div class="dialog-buttons">
        <Show when={(entries()?.length ?? 0) > 0}>
          <ActionButton class="button" action={save}>
            {t('alarmLog.save')}
          </ActionButton>
        </Show>
        <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
          {t('alarmLog.close')}
        </button>
      </div>
    </DialogFrame>
  );
};

const Line = (props: { entry: AlarmLogEntry }) => {
  const name = () => (props.entry.kind === 'probe' ? t('alarmLog.probe') : props.entry.conversation);
  return (
    <li>
      <p class="alarm-log-name">
        <bdi>{name()}</bdi>
        <Show when={props.entry.account}>
          {(account) => (
            <>
              {' · '}
              <bdi>{account()}</bdi>
            </>
          )}
        </Show>
      </p>
      <p class="alarm-log-facts">{`${momentOf(props.entry.rangAt)}: ${endOf(props.entry)}`}</p>
    </li>
  );
};

const momentOf = (at: number): string =>
  new Intl.DateTimeFormat(LOCALES[language()], { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** Returns how an alarm ended, in words. */
function endOf({ end, by, rangAt, endedAt }: AlarmLogEntry): string {
  if (end === null) return t('alarmLog.open');
  const act = by === null ? null : t(`alarmLog.by.${by}`);
  if (end === 'acknowledged') {
    const time = new Intl.DateTimeFormat(LOCALES[language()], { timeStyle: 'short' }).format(endedAt ?? rangAt);
    return act === null ? t('alarmLog.seen', { time }) : t('alarmLog.seenBy', { time, act });
  }
  return act === null ? t(`alarmLog.${end}`) : t(`alarmLog.${end}.seen`, { act });
}
