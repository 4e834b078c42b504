import { ipcRenderer, webUtils } from 'electron';
import { LARGEST_PICTURE } from '../main/core/model/file-limits.ts';
import type { Bridge, CallOfPreload, Result } from './contract.ts';

/**
 * Files that the user drops on a conversation, and pictures that the user pastes into a reply. The preload listens to
 * these events itself, in its own world, and takes only those that a person has made: the page can make neither a
 * trusted event nor a file with a path, so it can never name a file of this computer. Main reads the files.
 */
type Listener = Parameters<Bridge['onOffered']>[0];

const listeners = new Set<Listener>();

export const onOffered: Bridge['onOffered'] = (listener) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const tokenAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-token]')?.dataset.token ?? null) : null;

const tell = (token: string, result: Result<undefined>): void => {
  for (const listener of listeners) listener(token, result);
};

async function offer(name: CallOfPreload, token: string, input: object): Promise<void> {
  tell(token, (await ipcRenderer.invoke(`call:${name}`, { token, ...input })) as Result<undefined>);
}

/** Files without a path were made by a page. */
const pathsOf = (files: readonly File[]): string[] =>
  files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');

window.addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted || !event.dataTransfer) return;
    // Otherwise Chromium would open the file instead of the window's page.
    event.preventDefault();
    const token = tokenAt(event.target);
    const paths = pathsOf([...event.dataTransfer.files]);
    if (token !== null && paths.length > 0) void offer('dropFiles', token, { paths });
  },
  true,
);

window.addEventListener(
  'paste',
  (event) => {
    const { isTrusted, clipboardData, target } = event;
    const token = tokenAt(target);
    // A text that comes with a picture of itself, as from a word processor, is pasted as text.
    if (!isTrusted || !clipboardData || token === null || clipboardData.getData('text/plain') !== '') return;
    const files = [...clipboardData.files];
    const paths = pathsOf(files);
    const picture = files.find(({ type }) => type === 'image/png' || type === 'image/jpeg');
    if (paths.length === 0 && !picture) return;
    event.preventDefault();
    if (paths.length > 0) void offer('dropFiles', token, { paths });
    else if (picture) void pastePicture(token, picture);
  },
  true,
);

async function pastePicture(token: string, picture: File): Promise<void> {
  if (picture.size > LARGEST_PICTURE) return tell(token, { ok: false, error: 'file-too-large' });
  await offer('pastePicture', token, { bytes: new Uint8Array(await picture.arrayBuffer()) });
}
