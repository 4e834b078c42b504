import { Match, Show, Switch } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { AppMark } from '../components/app-mark.tsx';
import { Banner, NoticeButton } from '../components/banner.tsx';
import { ConnectionDot } from '../components/connection-dot.tsx';
import { ConversationList } from '../components/conversation-list.tsx';
import { DisconnectDialog } from '../components/disconnect-dialog.tsx';
import { FullNotice } from '../components/full-notice.tsx';
import { hostOf } from '../components/host.ts';
import { Icon } from '../components/icon.tsx';
import { ListSkeleton } from '../components/list-skeleton.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { UnreadBadge } from '../components/unread-badge.tsx';
import { t } from '../i18n/index.ts';
import { type ConnectionNotice, connectionNotice } from './connection-notice.ts';

type Phase = Extract<AppState['phase'], { kind: 'connected' }>;

/** The conversations, or why there are none. `forgetful`: the app password is kept in memory only. */
export const ConnectedView = (props: { phase: Phase; forgetful: boolean }) => (
  <div class="connected">
    <Header phase={props.phase} />
    <main class="content">
      <Content phase={props.phase} />
    </main>
    <Show when={props.forgetful}>
      <p class="footnote">
        <Icon name="key" />
        {t('connection.memoryOnly')}
      </p>
    </Show>
  </div>
);

const Header = (props: { phase: Phase }) => {
  let dialog: HTMLDialogElement | undefined;
  const host = () => hostOf(props.phase.account.server);
  return (
    <header class="header">
      <div class="header-text">
        <h1>
          {t('list.title')}
          <UnreadBadge unread={props.phase.unread} tone={props.phase.mentioned ? 'mention' : 'strong'} />
        </h1>
        <p class="header-account">
          <ConnectionDot state={props.phase.connection.state} />
          <bdi>{props.phase.account.displayName}</bdi> · {host()}
        </p>
      </div>
      <Menu>
        <MenuItem shortcut="F5" onSelect={() => void attempt(bridge.refresh())}>
          <Icon name="refresh" />
          {t('menu.refresh')}
        </MenuItem>
        <MenuItem onSelect={() => dialog?.showModal()}>
          <Icon name="unplug" />
          {t('menu.disconnect')}
        </MenuItem>
      </Menu>
      <DisconnectDialog
        host={host()}
        ref={(element) => {
          dialog = element;
        }}
      />
    </header>
  );
};

const Content = (props: { phase: Phase }) => {
  const notice = () => connectionNotice(props.phase.connection);
  return (
    <Switch>
      <Match when={props.phase.conversations}>
        {(conversations) => (
          <>
            <Show when={notice()}>{(told) => <Banner notice={told()} connection={props.phase.connection} />}</Show>
            <Show when={conversations().length > 0} fallback={<NoConversations />}>
              <ConversationList conversations={conversations()} />
            </Show>
          </>
        )}
      </Match>
      <Match when={notice()}>
        {(told) => (
          <FullNotice
            picture={<Icon name={told().action === 'retry' ? 'offline' : 'key'} />}
            title={t(told().title)}
            help={helpText(told())}
          >
            <NoticeButton action={told().action} class="button button-primary" />
          </FullNotice>
        )}
      </Match>
      <Match when={true}>
        <ListSkeleton />
      </Match>
    </Switch>
  );
};

const helpText = ({ help }: ConnectionNotice) => (help === null ? null : t(help));

const NoConversations = () => <FullNotice picture={<AppMark />} title={t('list.empty')} help={t('list.emptyHelp')} />;
