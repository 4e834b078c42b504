import { createSignal, Show } from 'solid-js';
import type { TestOutcome } from '../../main/core/model/test-notification.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

/** Shows a notification for the user to see, and says what the app knows of it: never that it was seen. */
export const TestNotification = () => {
  const [outcome, setOutcome] = createSignal<TestOutcome>();
  const send = async () => {
    setOutcome(undefined);
    const answer = await attempt(bridge.testNotification());
    if (answer.ok) setOutcome(answer.value.outcome);
  };
  return (
    <div class="test-notification">
      <button type="button" class="button" onClick={() => void send()}>
        <Icon name="bell" />
        {t('test.send')}
      </button>
      <p class="test-outcome" role="status">
        <Show when={outcome()}>{(what) => t(`test.${what()}`)}</Show>
      </p>
    </div>
  );
};
