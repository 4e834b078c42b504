import { createSignal, For, Show } from 'solid-js';
import type { ProbeLeg, ProbeResult, Watch } from '../../main/core/model/alarm.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { relativeTime } from './relative-time.ts';

/** Says that no alarm can be heard now, why, and since when. */
export const BlindNotice = (props: { watch: Watch | undefined }) => {
  const blind = () => (props.watch?.state === 'blind' ? props.watch : undefined);
  return (
    <Show when={blind()}>
      {(watch) => (
        <div class="banner" role="alert">
          <Icon name="warning" />
          <p>
            {t(`alarm.blind.${watch().reason}`)}
            <span class="banner-age">
              {t('alarm.blind.since', { age: relativeTime(watch().since, now(), language()) })}
            </span>
          </p>
          <Show when={!watch().acknowledged}>
            <button
              type="button"
              class="button button-small"
              onClick={() => void attempt(bridge.acknowledgeBlindness())}
            >
              {t('alarm.blind.acknowledge')}
            </button>
          </Show>
        </div>
      )}
    </Show>
  );
};

/** Returns how one leg of a test went, in words. */
export function legWords({ outcome, ms }: ProbeLeg): string {
  if (outcome !== 'passed') return t(`alarm.probe.${outcome}`);
  const seconds = ((ms ?? 0) / 1_000).toLocaleString(language(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return t('alarm.probe.passed', { seconds });
}

/** Rings a test alarm, and says what each leg of its way took. */
export const TestAlarm = () => {
  const [results, setResults] = createSignal<ProbeResult[]>([]);
  const [running, setRunning] = createSignal(false);
  const run = async () => {
    setResults([]);
    setRunning(true);
    const answer = await attempt(bridge.testAlarm());
    setRunning(false);
    if (answer.ok) setResults(answer.value.results);
  };
  return (
    <div class="test-notification">
      <button type="button" class="button" disabled={running()} onClick={() => void run()}>
        <Icon name="bell" />
        {t('alarm.probe.run')}
      </button>
      <p class="setting-help">{t('alarm.probe.help')}</p>
      <div class="test-outcome" role="status">
        <Show when={running()}>{t('alarm.probe.running')}</Show>
        <For each={results()}>
          {(result) => <p>{t('alarm.probe.result', { push: legWords(result.push), chat: legWords(result.chat) })}</p>}
        </For>
      </div>
    </div>
  );
};
