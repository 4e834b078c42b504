import { createSignal, Show } from 'solid-js';
import type { Account, AccountSummary, Connected, Connection } from '../../main/core/model/connected.ts';
import { about, accountLabel, hostOf, shownAccounts } from '../accounts.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import {
  type ConnectionNotice,
  connectionNotice,
  connectionWords,
  noticeSentence,
} from '../views/connection-notice.ts';
import { ActionButton } from './buttons.tsx';
import { EachAccount } from './each-account.tsx';
import { Icon } from './icon.tsx';
import { handFocusOn } from './list-focus.ts';
import { relativeTime } from './relative-time.ts';
import { Sentence } from './sentence.tsx';

const actions = {
  retry: { label: 'connection.retry', act: () => bridge.refresh() },
  'sign-in-again': { label: 'connection.signInAgain', act: (account: string) => bridge.signInAgain({ account }) },
  'sign-in-there': {
    label: 'connection.signInThere',
    act: (account: string) => bridge.signInAtNewAddress({ account }),
  },
} as const;

/** The one action that helps with a bad connection, if there is one. */
export const NoticeButton = (props: { action: ConnectionNotice['action']; account: Account; class: string }) => (
  <Show when={props.action}>
    {(action) => (
      <ActionButton class={props.class} action={() => actions[action()].act(props.account.id)}>
        {t(actions[action()].label)}
      </ActionButton>
    )}
  </Show>
);

/** As many banners would take the room of the list, so a single line stands for them. */
const FEWEST_FOLDED = 3;

/** Banners above the list, one for each shown account that is not up to date; of three and more a line that unfolds. */
export const Banners = (props: { phase: Connected }) => {
  const [unfolded, setUnfolded] = createSignal(false);
  const troubled = () => shownAccounts(props.phase).filter(({ connection }) => connectionNotice(connection));
  const many = () => troubled().length >= FEWEST_FOLDED;
  return (
    <div class="banners">
      <Show when={many()}>
        <button
          type="button"
          class="banner banner-fold"
          aria-expanded={unfolded()}
          onClick={() => setUnfolded(!unfolded())}
        >
          <Icon name="warning" />
          <span class="banner-words">{t('accounts.troubled', { count: troubled().length })}</span>
          <span class="banner-arrow">
            <Icon name="chevron" />
          </span>
        </button>
      </Show>
      <Show when={!many() || unfolded()}>
        <EachAccount accounts={troubled()}>
          {(account) => (
            <Show when={connectionNotice(account().connection)}>
              {(notice) => <Banner notice={notice()} account={account()} phase={props.phase} />}
            </Show>
          )}
        </EachAccount>
      </Show>
    </div>
  );
};

/** Says why the account is not up to date, how old its list is, and what to do. */
const Banner = (props: { notice: ConnectionNotice; account: AccountSummary; phase: Connected }) => {
  const age = () => {
    const at = props.account.connection.lastSyncAt;
    return at === null ? '' : t('connection.age', { age: relativeTime(at, now(), language()) });
  };
  const sentence = () => noticeSentence(props.notice, props.account.server, props.account.connection.detail);
  const names = () => [
    accountLabel(props.account, props.phase.accounts),
    hostOf(props.account.server),
    hostOf(props.account.connection.detail ?? ''),
  ];
  return (
    <div ref={handFocusOn} class="banner">
      <Icon name={props.notice.title === 'connection.unreachable' ? 'offline' : 'warning'} />
      <p>
        <Sentence text={about(props.phase, props.account, sentence())} names={names()} />
        <span class="banner-age">{age()}</span>
      </p>
      <NoticeButton action={props.notice.action} account={props.account} class="button button-small" />
    </div>
  );
};

/** Shows how up to date the list is: a dot and a word or two. `whose`: the account concerned, if there are several. */
export const ConnectionDot = (props: { state: Connection['state']; whose?: string | undefined }) => (
  <span class="connection">
    <span class="connection-dot" classList={{ [`connection-dot-${props.state}`]: true }} aria-hidden="true" />
    <span class="connection-words">
      {props.whose ? `${props.whose}: ` : ''}
      {connectionWords(props.state)}
    </span>
  </span>
);
