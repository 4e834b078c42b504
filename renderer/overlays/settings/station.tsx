import { Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { QuietHours } from '../../../main/core/model/quiet-hours.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { t } from '../../i18n/index.ts';
import { openDialog } from '../dialog.ts';
import { LockNote, Section, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';
import { HoursFields } from './quiet.tsx';

/** Station mode in one switch, and what can be chosen about it. */
export const StationSettings = (props: { editor: Editor; state: AppState }) => {
  const hours = () => props.editor.value('displayHours');
  const changeHours = (part: Partial<QuietHours>) => void props.editor.change('displayHours', { ...hours(), ...part });
  return (
    <Section title={t('station.title')}>
      <SwitchSetting
        label={t('station.on')}
        help={t('station.help')}
        on={props.editor.value('station')}
        locked={props.editor.locked('station')}
        onChange={(on) => void props.editor.change('station', on)}
      />
      <Show when={props.state.station}>
        {(station) => (
          <>
            <Warning text={props.state.device.autostart ? null : t('station.noRestart')} />
            <Pin source={station().pin} />
            <SwitchSetting
              label={t('station.display')}
              help={t('station.display.help')}
              on={hours().on}
              locked={props.editor.locked('displayHours')}
              onChange={(on) => changeHours({ on })}
            />
            <Show when={hours().on}>
              <HoursFields
                legend={t('station.display.days')}
                hours={hours()}
                locked={props.editor.locked('displayHours')}
                wholeDay={t('station.display.wholeDay')}
                onChange={changeHours}
              />
            </Show>
          </>
        )}
      </Show>
    </Section>
  );
};

/** The PIN: whether there is one, and buttons to choose or to remove it. */
const Pin = (props: { source: NonNullable<AppState['station']>['pin'] }) => {
  const isOurs = () => props.source === 'none' || props.source === 'own';
  let choose: HTMLButtonElement | undefined;
  /** The button with the focus goes with the PIN, and keys would reach the settings no more. */
  const remove = async () => {
    const answer = await bridge.choosePin({ pin: null });
    if (answer.ok) choose?.focus();
    return answer;
  };
  return (
    <div class="setting">
      <div class="setting-text">
        <p class="setting-label">{t('station.pin')}</p>
        <p class="setting-help">
          {t(`station.pin.${props.source}`)} {t('station.pin.honest')}
          <LockNote locked={!isOurs()} />
        </p>
      </div>
      <Show when={isOurs()}>
        <div class="setting-buttons">
          <button ref={choose} type="button" class="button button-small" onClick={() => openDialog('choose-pin')}>
            {t(props.source === 'own' ? 'station.pin.change' : 'station.pin.choose')}
          </button>
          <Show when={props.source === 'own'}>
            <ActionButton class="button button-small" action={remove}>
              {t('station.pin.remove')}
            </ActionButton>
          </Show>
        </div>
      </Show>
    </div>
  );
};
