import { createResource, For, onMount, Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { Diagnostics } from '../../../main/core/model/diagnostics.ts';
import { hostOf } from '../../accounts.ts';
import { bridge } from '../../bridge.ts';
import { now } from '../../clock.ts';
import { legWords } from '../../components/alarm-watch.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { exactTime, relativeTime } from '../../components/relative-time.ts';
import { language, t } from '../../i18n/index.ts';
import { Section } from './controls.tsx';
import { createCheckUp, Doctor } from './diagnostics-doctor.tsx';

type Fact = { label: string; value: string; title?: string };

const facts = (known: Diagnostics): Fact[] => {
  const unknown = t('settings.diagnostics.unknown');
  const { lastSyncAt } = known;
  return [
    { label: t('settings.diagnostics.app'), value: known.app },
    { label: t('settings.diagnostics.server'), value: known.server === null ? unknown : hostOf(known.server) },
    { label: t('settings.diagnostics.nextcloud'), value: known.nextcloud ?? unknown },
    { label: t('settings.diagnostics.talk'), value: known.talk ?? unknown },
    { label: t('settings.diagnostics.push'), value: t(`settings.diagnostics.push.${known.push}`) },
    lastSyncAt === null
      ? { label: t('settings.diagnostics.lastSync'), value: unknown }
      : {
          label: t('settings.diagnostics.lastSync'),
          value: relativeTime(lastSyncAt, now(), language(), 'long'),
          title: exactTime(lastSyncAt, language()),
        },
    ...alarmFacts(known),
    { label: t('settings.diagnostics.secret'), value: t(`settings.diagnostics.secret.${known.secretBackend}`) },
    { label: t('settings.diagnostics.system'), value: known.system },
    { label: t('settings.diagnostics.electron'), value: known.electron },
    { label: t('settings.diagnostics.chromium'), value: known.chromium },
    { label: t('settings.diagnostics.node'), value: known.node },
  ];
};

/** How alarms reach this computer, and what that costs the server. */
function alarmFacts({ alarms }: Diagnostics): Fact[] {
  if (alarms === null) return [];
  const { waking, listsPerHour, probe } = alarms;
  const { by, seconds, reason } = waking;
  const cost = (computers: number): string => (listsPerHour * computers).toLocaleString(language());
  return [
    {
      label: t('settings.diagnostics.alarms'),
      value: reason === null ? t(`alarm.by.${by}`, { seconds }) : t(`alarm.reason.${reason}`, { seconds }),
    },
    {
      label: t('settings.diagnostics.alarmCost'),
      value: t('alarm.cost', { one: cost(1), ten: cost(10), hundred: cost(100) }),
    },
    probe === null
      ? { label: t('settings.diagnostics.probe'), value: t('alarm.probe.never') }
      : {
          label: t('settings.diagnostics.probe'),
          value: t('alarm.probe.result', { push: legWords(probe.push), chat: legWords(probe.chat) }),
          title: exactTime(probe.at, language()),
        },
  ];
}

/** The facts that support needs. Loaded again when the connection changes. `atOnce`: the check-up starts by itself. */
export const DiagnosticsSection = (props: { state: AppState; atOnce: boolean }) => {
  const connection = () => {
    const { phase } = props.state;
    if (phase.kind !== 'connected') return phase.kind;
    const { account, connection } = phase;
    // The picture arrives with the profile, which also brings the server's versions.
    return JSON.stringify([account.id, account.picture, connection.state, connection.lastSyncAt]);
  };
  const [known] = createResource(connection, async () => {
    // Without `attempt`: the user did not ask for this, so a failure is not shown.
    const answer = await bridge.getDiagnostics();
    return answer.ok ? answer.value : undefined;
  });
  const checkUp = createCheckUp();
  onMount(() => props.atOnce && void checkUp.run());
  return (
    <Section title={t('settings.diagnostics')}>
      <Doctor checkUp={checkUp} />
      <Show when={known.latest}>
        {(diagnostics) => (
          <details class="settings-fold">
            <summary>{t('settings.diagnostics.details')}</summary>
            <dl class="facts">
              <For each={facts(diagnostics())}>
                {(fact) => (
                  <div class="fact">
                    <dt>{fact.label}</dt>
                    <dd title={fact.title}>{fact.value}</dd>
                  </div>
                )}
              </For>
            </dl>
          </details>
        )}
      </Show>
      {/* The doctor's report contains all of this. */}
      <Show when={!checkUp.report()}>
        <div class="setting setting-action">
          <CopyButton
            label={t('settings.diagnostics.copy')}
            copied={t('settings.diagnostics.copied')}
            copy={() => bridge.copyDiagnostics()}
          />
          <p class="setting-help">{t('settings.diagnostics.help')}</p>
        </div>
      </Show>
    </Section>
  );
};
