import type { Account, Connected } from '../../main/core/model/connected.ts';
import { about } from '../accounts.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import type { ConnectionNotice } from '../views/connection-notice.ts';
import { ActionButton } from './action-button.tsx';
import { Icon } from './icon.tsx';
import { handFocusOn } from './list-focus.ts';
import { relativeTime } from './relative-time.ts';

/** The one thing to do about a connection that is not fine. */
export const NoticeButton = (props: { action: ConnectionNotice['action']; account: Account; class: string }) => (
  <ActionButton
    class={props.class}
    action={() => (props.action === 'retry' ? bridge.refresh() : bridge.signInAgain({ account: props.account.id }))}
  >
    {t(props.action === 'retry' ? 'connection.retry' : 'connection.signInAgain')}
  </ActionButton>
);

/** Above a list that is no longer up to date: why, how old it is, and what to do. */
export const Banner = (props: { notice: ConnectionNotice; phase: Connected }) => {
  const age = () => {
    const at = props.phase.connection.lastSyncAt;
    return at === null ? '' : t('connection.age', { age: relativeTime(at, now(), language()) });
  };
  return (
    <div ref={handFocusOn} class="banner">
      <Icon name={props.notice.title === 'connection.unreachable' ? 'offline' : 'warning'} />
      <p>
        {about(props.phase, props.phase.account, t(props.notice.title))}
        <span class="banner-age">{age()}</span>
      </p>
      <NoticeButton action={props.notice.action} account={props.phase.account} class="button button-small" />
    </div>
  );
};
