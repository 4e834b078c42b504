import '../styles/files.css';
import { For, Match, onMount, Show, Switch } from 'solid-js';
import type { FileItem } from '../../main/core/model/file-item.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { Icon } from '../components/icon.tsx';
import { handFocusOn } from '../components/list-focus.ts';
import { sizeText, w } from '../i18n/files.ts';
import { t } from '../i18n/index.ts';
import { nameText } from './name-text.ts';

/** Files on their way, above the footer: one line each, with a field for a text before they are sent. */
export default (props: { items: FileItem[] }) => (
  <section ref={handFocusOn} class="files" aria-label={w('title')}>
    <ul>
      <For each={props.items.map(({ id }) => id)}>
        {(id) => <Show when={props.items.find((item) => item.id === id)}>{(item) => <Item item={item()} />}</Show>}
      </For>
    </ul>
  </section>
);

const Item = (props: { item: FileItem }) => (
  <li class="file-item" classList={{ 'file-item-failed': props.item.stage === 'failed' }}>
    <div class="file-line">
      <Icon name="file" />
      <p class="file-name">
        <bdi title={props.item.name ?? undefined}>{nameText(props.item)}</bdi>
        <span class="file-where">
          {w(props.item.way === 'up' ? 'to' : 'from', { name: props.item.conversation ?? '' })}
        </span>
      </p>
      <Switch>
        <Match when={props.item.stage === 'moving' && props.item.way === 'up'}>
          <SmallButton
            shape={PAUSE}
            label={w('pause', about(props.item))}
            act={() => bridge.pauseFiles(only(props.item))}
          />
        </Match>
        <Match when={props.item.stage === 'paused'}>
          <SmallButton
            shape={PLAY}
            label={w('resume', about(props.item))}
            act={() => bridge.resumeFiles(only(props.item))}
          />
        </Match>
        <Match when={props.item.stage === 'waiting'}>
          <SmallButton
            shape={AGAIN}
            label={w('retryNow', about(props.item))}
            act={() => bridge.resumeFiles(only(props.item))}
          />
        </Match>
      </Switch>
      <SmallButton
        shape={CROSS}
        label={w(isSent(props.item) ? 'cancel' : 'dismiss', about(props.item))}
        act={() => bridge.cancelFiles(only(props.item))}
      />
    </div>
    <Show when={props.item.stage === 'chosen'} fallback={<Progress item={props.item} />}>
      <Caption item={props.item} />
    </Show>
  </li>
);

const only = ({ id }: FileItem) => ({ id });
const about = (item: FileItem) => ({ file: nameText(item) });
/** Something of it is, or may be, on its way. */
const isSent = ({ stage }: FileItem): boolean => stage !== 'chosen' && stage !== 'failed';

/** Strokes on the grid of the app's icons, only for this chunk. */
const PAUSE = 'M8.5 5v14M15.5 5v14';
const PLAY = 'M7.5 5v14l11-7z';
const AGAIN = 'M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5';
const CROSS = 'M6 6l12 12M18 6 6 18';

const SmallButton = (props: { shape: string; label: string; act: () => ReturnType<typeof bridge.pauseFiles> }) => (
  <button
    type="button"
    class="icon-button file-button"
    aria-label={props.label}
    title={props.label}
    onClick={() => void attempt(props.act())}
  >
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={props.shape} />
    </svg>
  </button>
);

/** The text that goes with the file. Enter sends, Escape does not send. */
const Caption = (props: { item: FileItem }) => {
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  const send = () => void attempt(bridge.sendFiles({ id: props.item.id, caption: field?.value ?? '' }));
  return (
    <form
      class="file-caption"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      // Solid's own handlers run at the document, where the window's keys are handled as well.
      on:keydown={(event: KeyboardEvent) => {
        // In this field these keys are text, and Escape concerns the file alone.
        event.stopPropagation();
        if (event.key === 'Escape') void attempt(bridge.cancelFiles(only(props.item)));
      }}
    >
      <input
        ref={field}
        class="file-field"
        type="text"
        maxlength={1_000}
        autocomplete="off"
        dir="auto"
        aria-label={w('caption')}
        placeholder={w('captionHint')}
      />
      <button type="submit" class="button button-primary button-small">
        {w('send')}
      </button>
    </form>
  );
};

const Progress = (props: { item: FileItem }) => (
  <>
    <Show when={props.item.stage !== 'failed'}>
      <progress
        class="file-progress"
        aria-label={nameText(props.item)}
        max={props.item.size === null ? undefined : Math.max(1, props.item.size)}
        value={props.item.size === null ? undefined : props.item.size === 0 ? 1 : props.item.done}
      />
    </Show>
    <p class="file-state">
      <span>{stateText(props.item)}</span>
      <Show when={props.item.stage === 'failed'}>
        <button
          type="button"
          class="button button-small"
          onClick={() => void attempt(bridge.resumeFiles(only(props.item)))}
        >
          {w('retry')}
        </button>
      </Show>
    </p>
  </>
);

const stateText = ({ stage, way, size, done, error }: FileItem): string => {
  const values = { done: sizeText(done), size: sizeText(size ?? 0) };
  if (stage === 'failed') return error ? t(`error.${error}`) : '';
  if (stage === 'waiting') return w('waiting');
  if (stage === 'paused') return w('paused', values);
  if (stage === 'sharing') return w('sharing');
  if (way === 'up') return w('moving', values);
  return size === null ? w('loadingSome', values) : w('loading', values);
};
