import '../styles/others.css';
import { For, Show } from 'solid-js';
import type { CompanionLine, CompanionView, CompanionViews } from '../../main/core/model/companion.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { personName, shownAccounts } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { badgeText } from '../components/badge-text.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { tc } from '../i18n/companions/index.ts';
import { createOtherLines, type OtherLine, othersOf } from './other-lines.ts';

const ICONS: Partial<Record<CompanionView['id'], IconName>> = { mail: 'read', news: 'card', widgets: 'browser' };

/** What else waits in the same Nextcloud: a line for each app that has something. */
export const Others = (props: { phase: Connected; views: CompanionViews }) => {
  const { keys, lineOf } = createOtherLines(() =>
    othersOf(
      props.views,
      shownAccounts(props.phase).map(({ id }) => id),
    ),
  );
  const whose = (view: CompanionView) => {
    const account = shownAccounts(props.phase).length > 1 && props.phase.accounts.find(({ id }) => id === view.account);
    return account ? personName(account, props.phase.accounts) : null;
  };
  return (
    <Show when={keys().length > 0}>
      <section class="others" aria-label={tc('others.title')}>
        <h2 class="others-title">{tc('others.title')}</h2>
        <ul class="others-list">
          <For each={keys()}>
            {(key) => {
              const line = lineOf(key);
              return <Show when={line()}>{(line) => <Line {...line()} whose={whose(line().view)} />}</Show>;
            }}
          </For>
        </ul>
      </section>
    </Show>
  );
};

const Line = (props: OtherLine & { whose: string | null }) => {
  const app = () =>
    props.line?.title ??
    (props.view.id === 'news' ? tc('others.news') : tc(props.view.id === 'mail' ? 'others.mail' : 'others.widgets'));
  const name = () => (props.whose === null ? app() : `${app()} · ${props.whose}`);
  const open = () =>
    void attempt(
      bridge.actOnCompanion({
        kind: 'open',
        account: props.view.account,
        companion: props.view.id,
        item: props.line?.id ?? null,
      }),
    );
  return (
    <li>
      <Show
        when={props.line}
        fallback={
          <p class="other other-failed">
            <Icon name={ICONS[props.view.id] ?? 'browser'} />
            <span class="other-name">{name()}</span>
            <span class="other-newest">{tc('others.failed')}</span>
          </p>
        }
      >
        {(line) => (
          <button
            type="button"
            class="other"
            classList={{ 'other-stale': props.isStale }}
            title={tc('others.open', { name: name() })}
            onClick={open}
          >
            <Icon name={ICONS[props.view.id] ?? 'browser'} />
            <span class="other-name">{name()}</span>
            <span class="other-newest">{line().newest}</span>
            <Show when={props.isStale}>
              <span class="other-note">{tc('others.stale')}</span>
            </Show>
            <span class="badge badge-soft">{countOf(line())}</span>
          </button>
        )}
      </Show>
    </li>
  );
};

const countOf = ({ count, isMore }: CompanionLine): string => `${badgeText(count)}${isMore && count <= 999 ? '+' : ''}`;
