import type { Settings } from '../../../main/core/model/settings.ts';
import { t } from '../../i18n/index.ts';
import { Section, SelectSetting } from './controls.tsx';
import type { Editor } from './editor.ts';

const intervals = [15, 30, 60, 120, 300] as const satisfies Settings['pollSeconds'][];

/** How often the app asks the server. */
export const ConnectionSettings = (props: { editor: Editor }) => (
  <Section title={t('settings.connection')}>
    <SelectSetting
      label={t('settings.pollSeconds')}
      help={t('settings.pollSeconds.help')}
      options={intervals.map((value) => ({ value, label: t(`settings.pollSeconds.${value}`) }))}
      value={props.editor.value('pollSeconds')}
      locked={props.editor.locked('pollSeconds')}
      onChange={(value) => void props.editor.change('pollSeconds', value)}
    />
  </Section>
);
