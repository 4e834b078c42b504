import {
  createEffect,
  createMemo,
  getOwner,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  runWithOwner,
  Show,
  Switch,
} from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import type { Settings } from '../../main/core/model/settings.ts';
import { about, accountKeyOf, inView, isOtherView } from '../accounts.ts';
import { BlindNotice } from '../components/alarm-watch.tsx';
import { Banners, NoticeButton } from '../components/connection.tsx';
import { Finder } from '../components/finder.tsx';
import { Icon } from '../components/icon.tsx';
import { setRights } from '../files/may-send.ts';
import { type Filter, filterCounts, find } from '../finding/find.ts';
import { chosenFilter, closeSearch, openSearch, query, trustMain } from '../finding/search.ts';
import { language, t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { setSwitchedOn } from '../switched-on.ts';
import { readWhole } from '../whole-state.ts';
import { handleListKey } from '../window-keys.ts';
import { announceChanges } from './announcements.ts';
import { tellAnswering } from './answering.ts';
import { type ConnectionNotice, connectionNotice, noticeSentence } from './connection-notice.ts';
import { Conversations } from './conversations.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { FullNotice, ListSkeleton } from './no-conversations.tsx';
import { dropReply, replyingTo } from './reply-state.ts';

/** Most users have none of these. */
const Companions = lazy(() => import('../companions/companions.tsx'));

/** Fewer conversations are seen at a glance, and filters would only take room. */
const FEWEST_TO_FILTER = 6;

/** Only while files are on their way. */
const FilesStrip = lazy(() => import('../files/files-strip.tsx'));

/** The conversations, or why there are none. `phase`: the phase of the state, known to be this one. */
export const ConnectedView = (props: { state: AppState; phase: Connected }) => {
  let content: HTMLElement | undefined;
  const all = () => props.phase.conversations ?? [];
  const searchable = () => all().length > 0;
  const filters = () => all().length >= FEWEST_TO_FILTER;
  const filter = () => (filters() ? (chosenFilter() ?? props.state.settings.filter) : 'all');
  const found = createMemo(() => find(all(), filter(), query(), replyingTo()));
  // The same accounts count here, in the header and in the tray (main/core/model/combine.ts).
  const ended = () =>
    props.phase.accounts.filter(({ connection }) => connection.state === 'signed-out').map(({ key }) => key);
  const counts = createMemo(() => {
    const [listed, keys] = [all(), ended()];
    return readWhole(() =>
      filterCounts(keys.length === 0 ? listed : listed.filter(({ token }) => !keys.includes(accountKeyOf(token)))),
    );
  });
  const does = {
    search: () => searchable() && openSearch(),
    help: () => openDialog('shortcuts'),
  };

  // A user who was removed from a conversation cannot reply in it, and the reply does not reopen when the conversation
  // returns.
  createEffect(() => {
    const token = replyingTo();
    const here = (conversation: Conversation) => conversation.token === token;
    if (token !== null && props.phase.conversations && ![...all(), ...props.phase.archived].some(here)) dropReply();
  });
  createEffect(() => setSwitchedOn([...props.state.settings.companions]));
  announceChanges(() => props.phase);
  createEffect(() => {
    const able = (right: 'canSendFiles' | 'canSaveFiles') =>
      props.phase.accounts.filter((account) => account[right] === true).map(({ key }) => key);
    setRights({ send: able('canSendFiles'), save: able('canSaveFiles') });
  });
  const owner = getOwner();
  onMount(() => {
    requestIdleCallback(
      () =>
        void import('../files/follow.ts').then(({ followFiles }) =>
          runWithOwner(owner, () => followFiles(() => props.state)),
        ),
    );
  });
  tellAnswering();
  // A new query or filter shows its result from the top.
  const toTop = () => content?.scrollTo(0, 0);
  createEffect(on([query, filter], toTop, { defer: true }));
  createEffect(
    on(
      () => inView(props.phase),
      (now, before) => before && isOtherView(before, now) && toTop(),
    ),
  );
  onMount(() => {
    const onKey = (event: KeyboardEvent) => handleListKey(event, does);
    document.addEventListener('keydown', onKey);
    document.addEventListener('visibilitychange', trustMain);
    onCleanup(() => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('visibilitychange', trustMain);
    });
  });
  onCleanup(closeSearch);

  return (
    <div class="connected">
      <Header
        phase={props.phase}
        pausedUntil={props.state.pausedUntil}
        searchable={searchable()}
        pin={props.state.locked.includes('hideOnBlur') ? null : !props.state.settings.hideOnBlur}
      />
      <Finder counts={counts()} filter={filter()} filters={filters()} />
      <main class="content" ref={content}>
        <Show when={props.state.leaving}>
          <div class="banner" role="status">
            <Icon name="send" />
            <p>{t('leaving.sending')}</p>
          </div>
        </Show>
        <BlindNotice watch={props.state.alarm?.watch} />
        <Content phase={props.phase} filter={filter()} found={found()} compact={props.state.settings.compact} />
      </main>
      <Show when={props.state.settings.companions.length > 0}>
        <Companions phase={props.phase} list={content} />
      </Show>
      <Show when={props.state.files}>{(items) => <FilesStrip items={items()} />}</Show>
      <Footer state={props.state} phase={props.phase} />
    </div>
  );
};

const Content = (props: { phase: Connected; filter: Filter; found: Conversation[]; compact: Settings['compact'] }) => {
  const notice = () => connectionNotice(props.phase.connection);
  return (
    <Switch>
      <Match when={props.phase.conversations}>
        {(conversations) => (
          <>
            <Banners phase={props.phase} />
            <Show when={props.phase.beyond > 0}>
              <p class="list-note">{t('list.beyond', { count: props.phase.beyond.toLocaleString(language()) })}</p>
            </Show>
            <Conversations
              all={conversations()}
              archived={props.phase.archived}
              filter={props.filter}
              found={props.found}
              compact={props.compact}
              about={aboutOf(props.phase, props.filter)}
              account={props.phase.account.id}
              maxLength={props.phase.maxMessageLength}
            />
          </>
        )}
      </Match>
      <Match when={notice()}>
        {(shown) => (
          <FullNotice
            picture={<Icon name={shown().action === 'sign-in-again' ? 'key' : 'offline'} />}
            title={about(
              props.phase,
              props.phase.account,
              noticeSentence(shown(), props.phase.account.server, props.phase.connection.detail),
            )}
            help={helpText(shown())}
          >
            <NoticeButton action={shown().action} account={props.phase.account} class="button button-primary" />
          </FullNotice>
        )}
      </Match>
      <Match when={true}>
        <ListSkeleton />
      </Match>
    </Switch>
  );
};

/** Tells one list from another: a change of the accounts, the filter or the query shows at once. */
const aboutOf = (phase: Connected, filter: Filter) =>
  JSON.stringify([phase.shown, phase.accounts.map(({ key }) => key), filter, query()]);

const helpText = ({ help }: ConnectionNotice) => (help === null ? null : t(help));
