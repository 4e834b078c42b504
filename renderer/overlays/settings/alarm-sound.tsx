import { createSignal, Show } from 'solid-js';
import type { AlarmHearing } from '../../../main/core/model/alarm.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../i18n/index.ts';
import { SelectSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';

const sounds = ['gong', 'pager', 'siren'] as const satisfies Settings['alarmSound'][];
/** The system's loudspeaker. */
const SYSTEM = '';

/** The sound of alarms, a test of it, and the loudspeaker. */
export const AlarmSoundSettings = (props: { editor: Editor }) => {
  const [heard, setHeard] = createSignal<AlarmHearing>();
  const chosen = () => props.editor.value('alarmOutput');
  const outputs = () => [...new Set([chosen(), SYSTEM, ...(heard()?.outputs ?? [])])].sort();
  const test = async () => {
    const answer = await bridge.testAlarmSound({ sound: props.editor.value('alarmSound') });
    if (answer.ok) setHeard(answer.value);
    return answer;
  };
  return (
    <>
      <SelectSetting
        label={t('alarmSound.kind')}
        help={t('alarmSound.help')}
        options={sounds.map((value) => ({ value, label: t(`alarmSound.${value}`) }))}
        value={props.editor.value('alarmSound')}
        locked={props.editor.locked('alarmSound')}
        onChange={(value) => void props.editor.change('alarmSound', value)}
      />
      <SelectSetting
        label={t('alarmSound.output')}
        help={t('alarmSound.output.help')}
        options={outputs().map((value) => ({ value, label: value === SYSTEM ? t('alarmSound.output.system') : value }))}
        value={chosen()}
        locked={props.editor.locked('alarmOutput')}
        onChange={(value) => void props.editor.change('alarmOutput', value)}
      />
      <div class="setting setting-action">
        <ActionButton class="button" action={test}>
          <Icon name="bell" />
          {t('alarmSound.test')}
        </ActionButton>
        <Show when={heard()?.state === 'playing'}>
          <p class="setting-help" role="status">
            {t('alarmSound.played')}
          </p>
        </Show>
      </div>
      <Warning text={warningOf(heard())} />
    </>
  );
};

const warningOf = (heard: AlarmHearing | undefined): string | null => {
  if (heard?.state === 'silent') return t('alarmSound.silent');
  return heard?.output === 'none' ? t('alarmSound.noOutput') : null;
};
