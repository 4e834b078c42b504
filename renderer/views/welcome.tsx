/** The closing card of the first sign-in, loaded only then. */
import '../styles/settings.css';
import '../styles/settings-controls.css';
import '../styles/welcome.css';
import { createSignal, onMount, Show } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { TestNotification } from '../components/test-notification.tsx';
import { t } from '../i18n/index.ts';
import { SwitchSetting } from '../overlays/settings/controls.tsx';

/**
 * Says where Talkmelder is from now on. The start with the PC is offered switched on, and takes effect when the user
 * goes on to the list.
 */
const WelcomeView = (props: { state: AppState; phase: Connected }) => {
  const device = () => props.state.device;
  const locked = () => props.state.locked.includes('autostart');
  const [autostart, setAutostart] = createSignal(true);
  const starts = () => (locked() ? props.state.settings.autostart : device().autostart && autostart());
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());

  const finish = async () => {
    const isNew = !locked() && device().autostart && starts() !== props.state.settings.autostart;
    if (isNew) await attempt(bridge.changeSettings({ autostart: starts() }));
    await attempt(bridge.endWelcome());
  };

  const leave = () => void attempt(bridge.disconnect({ account: props.phase.account.id }));

  return (
    <main class="screen welcome">
      <h1 ref={heading} tabIndex={-1}>
        {t('welcome.title')}
      </h1>
      <p class="screen-subtitle">{t(`welcome.${device().icon}`)}</p>
      <Show when={device().icon !== 'nowhere'}>
        <Place icon={device().icon} />
      </Show>
      <Show when={device().icon === 'taskbar'}>
        <p class="form-help welcome-pin">{t('welcome.pin')}</p>
      </Show>
      <div class="settings-card welcome-card">
        <SwitchSetting
          label={t('settings.autostart')}
          help={t(device().autostart ? 'settings.autostart.help' : 'settings.autostart.impossible')}
          on={starts()}
          disabled={!device().autostart}
          locked={locked()}
          onChange={setAutostart}
        />
        <div class="setting">
          <TestNotification />
        </div>
      </div>
      <div class="form">
        <button type="button" class="button button-primary button-wide" onClick={() => void finish()}>
          {t('welcome.go')}
        </button>
        <p class="form-help welcome-account">
          {t('welcome.account', { name: props.phase.account.displayName, host: hostOf(props.phase.account.server) })}
        </p>
        {/* On a shared PC, the browser may have been signed in as another person. */}
        <button type="button" class="link-button" onClick={leave}>
          {t('welcome.notMe')}
        </button>
      </div>
    </main>
  );
};

export default WelcomeView;

/** The icon next to the clock. In the taskbar of Windows an arrow shows how to get it out of the hidden ones. */
const Place = (props: { icon: AppState['device']['icon'] }) => {
  const top = () => (props.icon === 'menu-bar' ? 8 : 72);
  return (
    <svg class="place" viewBox="0 0 280 112" aria-hidden="true">
      <rect class="place-screen" x="1" y="1" width="278" height="110" rx="10" />
      <rect class="place-bar" x="2" y={top()} width="276" height="32" />
      <Show when={props.icon === 'taskbar'}>
        <rect class="place-flyout" x="112" y="14" width="74" height="46" rx="8" />
        <rect class="place-other" x="124" y="28" width="18" height="18" rx="5" />
        <Bubble class="place-ghost" x={154} y={25} />
        <path class="place-chevron" d="M139 91l6-6 6 6" />
        <path class="place-arrow" d="M182 40c14 2 16 14 14 28M190 61l6 8 7-7" />
      </Show>
      <circle class="place-halo" cx="196" cy={top() + 16} r="14" />
      <Bubble class="place-icon" x={184} y={top() + 4} />
      <rect class="place-other" x="162" y={top() + 10} width="12" height="12" rx="4" />
      <text class="place-clock" x="262" y={top() + 21} text-anchor="end">
        08:00
      </text>
    </svg>
  );
};

/** The mark, small, as it is while nothing is new. */
const Bubble = (props: { class: string; x: number; y: number }) => (
  <g class={props.class} transform={`translate(${props.x} ${props.y}) scale(0.375)`}>
    <path d="M20 5h24a17 17 0 0 1 17 17v14a17 17 0 0 1-17 17H27L14.500 61.200A1.500 1.500 0 0 1 12 60V51.200A17 17 0 0 1 3 36V22A17 17 0 0 1 20 5z" />
    <path
      class="place-bell"
      d="M32 14.500a2.500 2.500 0 0 0-2.500 2.500v.7A10 10 0 0 0 22 27.400v5.100l-3 4.600a1.600 1.600 0 0 0 1.300 2.500h23.400a1.600 1.600 0 0 0 1.300-2.500l-3-4.600v-5.100a10 10 0 0 0-7.500-9.700V17a2.500 2.500 0 0 0-2.500-2.500zM28.200 42a4 4 0 0 0 7.600 0z"
    />
  </g>
);
