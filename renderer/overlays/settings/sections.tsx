import { createMemo, Show } from 'solid-js';
import type { AppState, Device } from '../../../main/core/model/app-state.ts';
import type { Settings } from '../../../main/core/model/settings.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { Icon } from '../../components/icon.tsx';
import { TestNotification } from '../../components/test-notification.tsx';
import { t } from '../../i18n/index.ts';
import { acceleratorText, offeredShortcuts } from './accelerator.ts';
import { RadioSetting, Section, SegmentSetting, SelectSetting, SwitchSetting, Warning } from './controls.tsx';
import type { Editor } from './editor.ts';
import { PauseSetting, QuietHoursSetting } from './quiet.tsx';
import { Sounds } from './sounds.tsx';

const languages = ['system', 'de', 'en'] as const satisfies Settings['language'][];
const trayIcons = ['system', 'colour', 'mono', 'contrast'] as const satisfies Settings['trayIcon'][];
const themes = ['system', 'light', 'dark'] as const satisfies Settings['theme'][];

/** Language, theme, start with the computer, and shortcut. */
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
    <SelectSetting
      label={t('settings.trayIcon')}
      options={trayIcons.map((value) => ({ value, label: t(`settings.trayIcon.${value}`) }))}
      value={props.editor.value('trayIcon')}
      locked={props.editor.locked('trayIcon')}
      onChange={(value) => void props.editor.change('trayIcon', value)}
    />
    <SwitchSetting
      label={t('settings.autostart')}
      help={t(autostartHelp(props.device, props.editor.value('station')))}
      on={props.device.autostart && props.editor.value('autostart')}
      disabled={!props.device.autostart || props.editor.value('station')}
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

const autostartHelp = (device: Device, isStation: boolean) => {
  if (!device.autostart) return 'settings.autostart.impossible';
  return isStation ? 'settings.byStation' : 'settings.autostart.help';
};

const modes = ['all', 'talk', 'mentions', 'off'] as const satisfies Settings['notify'][];

/** Which notifications appear, and how. */
export const Notifications = (props: { editor: Editor; state: AppState }) => (
  <Section title={t('settings.notifications')}>
    <Warning text={props.state.device.notifications ? null : t('settings.notifications.impossible')} />
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
    <Show when={props.editor.value('sound') && props.state.phase.kind === 'connected' && props.state.phase}>
      {(phase) => <Sounds accounts={phase().accounts} />}
    </Show>
    <SwitchSetting
      label={t('settings.previewText')}
      help={t('settings.previewText.help')}
      on={props.editor.value('previewText')}
      locked={props.editor.locked('previewText')}
      onChange={(on) => void props.editor.change('previewText', on)}
    />
    <SwitchSetting
      label={t('settings.textWhenLocked')}
      help={t(props.state.device.screenLock ? 'settings.textWhenLocked.help' : 'settings.textWhenLocked.impossible')}
      on={props.editor.value('previewText') && props.editor.value('textWhenLocked')}
      disabled={!props.state.device.screenLock || !props.editor.value('previewText') || props.editor.value('station')}
      locked={props.editor.locked('textWhenLocked')}
      onChange={(on) => void props.editor.change('textWhenLocked', on)}
    />
    <SwitchSetting
      label={t('settings.ringCalls')}
      help={t('settings.ringCalls.help')}
      on={props.editor.value('ringCalls')}
      locked={props.editor.locked('ringCalls')}
      onChange={(on) => void props.editor.change('ringCalls', on)}
    />
    <SwitchSetting
      label={t('settings.ringGroupCalls')}
      on={props.editor.value('ringCalls') && props.editor.value('ringGroupCalls')}
      disabled={!props.editor.value('ringCalls')}
      locked={props.editor.locked('ringGroupCalls')}
      onChange={(on) => void props.editor.change('ringGroupCalls', on)}
    />
    <div class="setting">
      <TestNotification />
    </div>
    <PauseSetting until={props.state.pausedUntil} />
    <QuietHoursSetting editor={props.editor} state={props.state} />
  </Section>
);

/** The zoom keys have more. */
const offeredTextSizes = [100, 110, 125, 150] as const satisfies Settings['textSize'][];

const sizes = [3, 5, 'all'] as const satisfies Settings['compact'][];

/** The behaviour of the window. */
export const WindowSettings = (props: { editor: Editor; device: Device }) => {
  /** Returns the chosen browser if it is missing on this PC, else null. */
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
    // A missing browser is listed while it is chosen; apart from it, the list has only browsers that are there.
    return browser === null
      ? there
      : [
          ...there,
          { value: browser, label: t('settings.openWith.gone', { browser: t(`settings.browser.${browser}`) }) },
        ];
  };
  /**
   * A size that the zoom keys have chosen is listed while it is in force. Equal lists are the same list, because new
   * entries would be drawn anew and lose the focus.
   */
  const textSizes = createMemo(
    () =>
      [...new Set([...offeredTextSizes, props.editor.value('textSize')])]
        .toSorted((a, b) => a - b)
        .map((value) => ({ value, label: `${value}\u00A0%` })),
    [],
    { equals: (before, next) => before.map(({ value }) => value).join() === next.map(({ value }) => value).join() },
  );
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
      <SegmentSetting
        label={t('settings.textSize')}
        help={t('settings.textSize.help')}
        options={textSizes()}
        value={props.editor.value('textSize')}
        locked={props.editor.locked('textSize')}
        onChange={(value) => void props.editor.change('textSize', value)}
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

/** The list for a screen that is never touched. */
export const WallSettings = (props: { editor: Editor }) => (
  <Section title={t('wall.title')}>
    <div class="setting setting-action">
      <ActionButton class="button" action={() => bridge.startWall()}>
        <Icon name="screen" />
        {t('wall.start')}
      </ActionButton>
      <p class="setting-help">{t('wall.help')}</p>
    </div>
    <SwitchSetting
      label={t('wall.atStart')}
      help={t('wall.atStart.help')}
      on={props.editor.value('wallAtStart')}
      locked={props.editor.locked('wallAtStart')}
      onChange={(on) => void props.editor.change('wallAtStart', on)}
    />
    <SwitchSetting
      label={t('wall.showText')}
      help={t('wall.showText.help')}
      on={props.editor.value('wallText')}
      locked={props.editor.locked('wallText')}
      onChange={(on) => void props.editor.change('wallText', on)}
    />
    <SwitchSetting
      label={t('wall.awake')}
      help={t('wall.awake.help')}
      on={props.editor.value('wallAwake')}
      locked={props.editor.locked('wallAwake')}
      onChange={(on) => void props.editor.change('wallAwake', on)}
    />
  </Section>
);

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
