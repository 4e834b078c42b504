import { onMount, Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { UpdateState } from '../../../main/core/model/update.ts';
import { bridge } from '../../bridge.ts';
import { now } from '../../clock.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { Spinner } from '../../components/icon.tsx';
import { exactTime, relativeTime } from '../../components/relative-time.ts';
import { language } from '../../i18n/index.ts';
import { u } from '../../i18n/updates.ts';
import { Section, Warning } from './controls.tsx';

/** Which version runs, whether there is a newer one, and what can be done about it. */
export const UpdateSettings = (props: { state: AppState }) => {
  onMount(() => void bridge.knowUpdates());
  return (
    <Show when={props.state.update}>
      {(update) => (
        <Section title={u('title')}>
          <div class="setting">
            <p class="setting-label">{u('running', { version: update().running })}</p>
            <Show
              when={update().off}
              fallback={<p class="setting-help">{u(update().by === 'app' ? `mode.${update().mode}` : 'mode.tell')}</p>}
            >
              {(off) => <p class="setting-help">{u(`off.${off()}`)}</p>}
            </Show>
          </div>
          <Show when={update().off === null}>
            <Stage update={update()} />
          </Show>
          <Show when={update().news}>{(news) => <Notes title={u('news')} text={news()} />}</Show>
        </Section>
      )}
    </Show>
  );
};

const Stage = (props: { update: UpdateState }) => {
  const version = () => ({ version: props.update.version ?? '' });
  const fault = () => (props.update.fault === null ? null : u(`fault.${props.update.fault}`));
  return (
    <>
      <div class="setting">
        <div role="status">
          <p class="setting-label">{stageText(props.update)}</p>
        </div>
        <Show when={props.update.stage === 'downloading'}>
          <progress
            class="update-progress"
            max="100"
            value={props.update.percent}
            aria-label={u('downloading', version())}
          />
        </Show>
        <Show when={props.update.stage === 'idle' && props.update.lookedAt}>
          {(at) => (
            <p class="setting-help" title={exactTime(at(), language())}>
              {u('looked', { age: relativeTime(at(), now(), language(), 'long') })}
            </p>
          )}
        </Show>
      </div>
      <Warning text={fault()} />
      <Show when={props.update.notes}>{(notes) => <Notes title={u('notes', version())} text={notes()} />}</Show>
      <div class="setting setting-action">
        <NextStep update={props.update} />
      </div>
    </>
  );
};

function stageText({ stage, by, version, lookedAt, fault }: UpdateState): string {
  if (stage === 'idle') return u(lookedAt === null || fault !== null ? 'never' : 'latest');
  return stage === 'offered' ? u(`offered.${by}`, { version: version ?? '' }) : u(stage, { version: version ?? '' });
}

/** What the user can do now. It is one button whose words change, because a button that goes takes the focus with it. */
const NextStep = (props: { update: UpdateState }) => {
  const isBusy = () => ['looking', 'downloading', 'installing'].includes(props.update.stage);
  const step = (): 'install' | 'get' | 'page' | 'look' => {
    const { stage, by, hasPage } = props.update;
    if (stage === 'ready' || stage === 'installing') return 'install';
    if (stage === 'downloading') return 'get';
    if (stage !== 'offered') return 'look';
    if (by === 'app') return 'get';
    return by === 'user' && hasPage ? 'page' : 'look';
  };
  return (
    <ActionButton
      class={step() === 'look' ? 'button' : 'button button-primary'}
      action={async () => (isBusy() ? NOTHING_DONE : calls[step()]())}
    >
      <Show when={isBusy()}>
        <Spinner />
      </Show>
      {u(step())}
    </ActionButton>
  );
};

const NOTHING_DONE = { ok: true, value: undefined } as const;
const calls = {
  look: () => bridge.lookForUpdate(),
  get: () => bridge.getUpdate(),
  install: () => bridge.installUpdate(),
  page: () => bridge.openUpdatePage(),
};

/** What is new, as the people behind the app have written it. */
const Notes = (props: { title: string; text: string }) => (
  <details class="settings-fold" open>
    <summary>{props.title}</summary>
    <p class="update-notes">{props.text}</p>
  </details>
);
