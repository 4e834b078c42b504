import type { Device } from '../../../main/core/model/app-state.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { t } from '../../i18n/index.ts';
import { acceleratorText, offeredShortcuts } from './accelerator.ts';
import { Section, SegmentSetting, SelectSetting, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';

const languages = ['system', 'de', 'en'] as const satisfies Settings['language'][];
const themes = ['system', 'light', 'dark'] as const satisfies Settings['theme'][];

/** Language, look, and how the window comes to the screen. */
export const General = (props: { editor: Editor; device: Device }) => (
  <Section title={t('settings.general')}>
    <SelectSetting
      label={t('settings.language')}
      options={languages.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
      value={props.editor.value('language')}
      locked={props.editor.locked('language')}
      onChange={(value) => void props.editor.change('language', value)}
    />
    <SegmentSetting
      label={t('settings.theme')}
      options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      value={props.editor.value('theme')}
      locked={props.editor.locked('theme')}
      onChange={(value) => void props.editor.change('theme', value)}
    />
    <SwitchSetting
      label={t('settings.autostart')}
      help={t(props.device.autostart ? 'settings.autostart.help' : 'settings.autostart.impossible')}
      on={props.device.autostart && props.editor.value('autostart')}
      disabled={!props.device.autostart}
      locked={props.editor.locked('autostart')}
      onChange={(on) => void props.editor.change('autostart', on)}
    />
    <SelectSetting
      label={t('settings.shortcut')}
      help={t('settings.shortcut.help')}
      options={[
        { value: 'off', label: t('settings.shortcut.off') },
        ...offeredShortcuts(props.editor.value('shortcut')).map((value) => ({ value, label: acceleratorText(value) })),
      ]}
      value={props.editor.value('shortcut')}
      locked={props.editor.locked('shortcut')}
      onChange={(value) => void props.editor.change('shortcut', value)}
    />
    <Warning text={props.device.shortcutTaken ? t('settings.shortcut.taken') : null} />
  </Section>
);
