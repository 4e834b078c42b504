import type { Device } from '../../../main/core/model/app-state.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { t } from '../../i18n/index.ts';
import { Section, SegmentSetting, SelectSetting, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';

const sizes = [3, 5, 'all'] as const satisfies Settings['compact'][];

/** The behaviour of the window. */
export const WindowSettings = (props: { editor: Editor; device: Device }) => {
  /** The chosen browser if it is missing on this PC. */
  const missing = () => {
    const chosen = props.editor.value('openWith');
    return chosen !== 'system' && !props.device.browsers.includes(chosen) ? chosen : null;
  };
  const missingText = () => {
    const browser = missing();
    return browser && t('settings.openWith.missing', { browser: t(`settings.browser.${browser}`) });
  };
  const options = () => {
    const there = (['system', ...props.device.browsers] as const).map((value) => ({
      value,
      label: t(`settings.browser.${value}`),
    }));
    const browser = missing();
    // A missing browser stays in the list while it is chosen; the user can only choose browsers that are there.
    return browser === null
      ? there
      : [
          ...there,
          { value: browser, label: t('settings.openWith.gone', { browser: t(`settings.browser.${browser}`) }) },
        ];
  };
  return (
    <Section title={t('settings.window')}>
      <SegmentSetting
        label={t('settings.compact')}
        help={t('settings.compact.help')}
        options={sizes.map((value) => ({ value, label: value === 'all' ? t('settings.compact.all') : String(value) }))}
        value={props.editor.value('compact')}
        locked={props.editor.locked('compact')}
        onChange={(value) => void props.editor.change('compact', value)}
      />
      <SwitchSetting
        label={t('settings.hideOnBlur')}
        help={t('settings.hideOnBlur.help')}
        on={props.editor.value('hideOnBlur')}
        locked={props.editor.locked('hideOnBlur')}
        onChange={(on) => void props.editor.change('hideOnBlur', on)}
      />
      <SelectSetting
        label={t('settings.openWith')}
        options={options()}
        value={props.editor.value('openWith')}
        locked={props.editor.locked('openWith')}
        onChange={(value) => void props.editor.change('openWith', value)}
      />
      <Warning text={missingText()} />
    </Section>
  );
};
