import type { Device } from '../../../main/core/model/app-state.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { t } from '../../i18n/index.ts';
import { RadioSetting, Section, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';

const modes = ['all', 'talk', 'mentions', 'off'] as const satisfies Settings['notify'][];

/** Which notifications appear, and how. */
export const Notifications = (props: { editor: Editor; device: Device }) => (
  <Section title={t('settings.notifications')}>
    <Warning text={props.device.notifications ? null : t('settings.notifications.impossible')} />
    <RadioSetting
      label={t('settings.notify')}
      options={modes.map((value) => ({
        value,
        label: t(`settings.notify.${value}`),
        help: t(`settings.notify.${value}.help`),
      }))}
      value={props.editor.value('notify')}
      locked={props.editor.locked('notify')}
      onChange={(value) => void props.editor.change('notify', value)}
    />
    <SwitchSetting
      label={t('settings.sound')}
      help={t('settings.sound.help')}
      on={props.editor.value('sound')}
      locked={props.editor.locked('sound')}
      onChange={(on) => void props.editor.change('sound', on)}
    />
    <SwitchSetting
      label={t('settings.previewText')}
      help={t('settings.previewText.help')}
      on={props.editor.value('previewText')}
      locked={props.editor.locked('previewText')}
      onChange={(on) => void props.editor.change('previewText', on)}
    />
  </Section>
);
