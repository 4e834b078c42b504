import { EventEmitter } from 'node:events';
import { hostApp } from './app.ts';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { answerInvoke, eventMessage, receiveSend } from './ipc-channel.ts';
import { hostTheme } from './native-theme.ts';
import { network } from './network.ts';
import type { ToMain, ToRenderer, WindowRequest } from './page/messages.ts';
import { Page } from './page.ts';
import { decidePermission, type EditRole, edit, openDetails } from './page-requests.ts';
import type { HostSession } from './session.ts';
import { facade, notImplemented, strict } from './strict.ts';
import { events, surface } from './surface/web-contents.ts';
import { HostFrame } from './web-frame.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
/** A running `loadURL`. */
type Loading = { url: string; resolve: () => void; reject: (error: Error) => void };
export type ContentsSetup = {
  session: HostSession;
  preload: string | undefined;
  /** Whether the app lets developer tools be opened. */
  devTools: boolean;
  width: number;
  height: number;
};

/** Whether the machine plays sounds. */
const hearing = { works: true };
desk.offer('sound.allow', (works: boolean) => {
  hearing.works = works;
});
desk.whenForgetting(() => {
  hearing.works = true;
});

let lastId = 0;
const all = new Map<number, HostContents>();

/** A window's contents. */
export class HostContents extends EventEmitter implements Pick<Electron.WebContents, (typeof surface)[number]> {
  readonly id = ++lastId;
  readonly frame: HostFrame;
  readonly page: Promise<Page>;
  readonly #session: HostSession;
  #url = '';
  #zoom = 1;
  #loading: Loading | undefined;
  #isLoading = false;
  #crashed = false;
  #destroyed = false;
  readonly #mayOpenDevTools: boolean;
  #devTools = false;
  #openHandler: OpenHandler | undefined;

  constructor(setup: ContentsSetup) {
    super();
    this.#session = setup.session;
    this.#mayOpenDevTools = setup.devTools;
    strict<HostContents>(this, {
      name: 'webContents',
      surface,
      events,
      // Members inherited from EventEmitter stay usable.
      guard: (property, contents) => {
        const isOwn = (surface as readonly string[]).includes(property);
        if (isOwn && property !== 'isDestroyed' && contents.isDestroyed())
          throw new TypeError('Object has been destroyed');
      },
    });
    this.frame = new HostFrame(this);
    all.set(this.id, this);
    this.page = Page.open({ ...setup, mayNavigate: (url, isMainFrame) => this.#mayNavigate(url, isMainFrame) });
    this.page.then((page) => this.#listen(page)).catch((error) => this.#destroyed || console.error(error));
    hostTheme.on('updated', this.#followMachine);
    network.on('change', this.#followMachine);
    hostApp.emit('web-contents-created', hostEvent(), facade(this));
  }

  static all(): HostContents[] {
    return [...all.values()];
  }

  get session(): Electron.Session {
    return facade(this.#session);
  }

  get mainFrame(): Electron.WebFrameMain {
    return facade(this.frame);
  }

  /** Runs tasks in order once the page exists; the page's end in between is no error. */
  onPage(task: (page: Page) => unknown): void {
    this.page.then(task).catch((error) => this.#destroyed || console.error(error));
  }

  readonly #followMachine = (): void => {
    this.onPage((page) => Promise.all([page.followTheme(), page.followNetwork()]));
  };

  #listen(page: Page): void {
    page.on('message', (message, stillThere) => this.#hear(page, message, stillThere));
    page.on('window-open', (details) => this.#askToOpen(details));
    page.on('lifecycle', (name) => this.#live(name));
    page.on('navigated', (url) => {
      this.#url = url;
      if (this.#zoom !== 1) this.onPage(() => page.setZoom(1));
      this.#zoom = 1;
      this.emit('did-navigate', hostEvent(), url, 200, 'OK');
    });
    page.on('console', (level, text) => {
      if (level === 'error') console.error(`host: the window's console: ${text}`);
      this.emit('console-message', hostEvent({ level, message: text, frame: facade(this.frame) }));
    });
    page.on('media', (isPlaying) => this.#play(isPlaying));
    page.on('person', (state) => this.emit('host-person', state));
    page.on('closed', () => this.#destroyed || this.emit('host-closed'));
    page.on('crashed', () => {
      this.#crashed = true;
      const details = { reason: 'crashed', exitCode: 1 };
      this.emit('render-process-gone', hostEvent(), details);
      hostApp.emit('render-process-gone', hostEvent(), facade(this), details);
    });
  }

  #hear(page: Page, message: ToMain, stillThere: () => boolean): void {
    if (message.kind === 'invoke') {
      void answerInvoke(this, message, stillThere).then((answer) => stillThere() && page.deliver(answer));
    } else if (message.kind === 'send') receiveSend(this, message, stillThere);
    else if (message.kind === 'permission') {
      const done: ToRenderer = { kind: 'reply', id: message.id, value: 'null' };
      void decidePermission(this, this.#session, message).then(() => page.deliver(done));
    } else if (message.kind === 'open-window') {
      this.#askToOpen(message.details);
    } else if (message.kind === 'input') {
      this.emit('before-input-event', hostEvent(), message.input);
    } else if (message.kind === 'context-menu') {
      this.emit('context-menu', hostEvent(), { ...message.params, frame: facade(this.frame) });
    } else {
      const { stack } = message;
      console.error('Unable to load preload script:', message.message);
      this.emit('preload-error', hostEvent(), message.filename, Object.assign(new Error(message.message), { stack }));
    }
  }

  #live(name: string): void {
    if (name === 'init') {
      this.#isLoading = true;
      this.emit('did-start-loading');
    } else if (name === 'DOMContentLoaded') this.emit('dom-ready', hostEvent());
    else if (name === 'firstContentfulPaint') this.emit('host-painted');
    else if (name === 'load') {
      this.#isLoading = false;
      this.emit('did-finish-load');
      this.emit('did-stop-loading');
      this.#loading?.resolve();
      this.#loading = undefined;
    }
  }

  #play(isPlaying: boolean): void {
    if (!hearing.works) return;
    if (isPlaying) desk.show({ sounds: [...desk.snapshot().sounds, this.#url] });
    this.emit(isPlaying ? 'media-started-playing' : 'media-paused');
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const frame = isMainFrame ? facade<Electron.WebFrameMain>(this.frame) : null;
    const event = hostEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, true, 0, 0);
    return !event.defaultPrevented;
  }

  #askToOpen(details: WindowRequest): void {
    const answer = this.#openHandler?.(openDetails(details));
    if (answer?.action !== 'deny')
      throw notImplemented(`opening a window from a page (${details.url}), which was not denied,`);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** @throws with Electron's message, for example `ERR_ABORTED (-3) loading 'app://…'` */
  async loadURL(url: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const loading = { url, resolve, reject };
    this.#loading?.reject(new Error(`ERR_ABORTED (-3) loading '${url}'`));
    this.#loading = loading;
    const navigating = this.page.then((page) => page.navigate(url));
    navigating.catch((error) => {
      if (this.#loading !== loading) return;
      this.#loading = undefined;
      const name = error instanceof Error ? error.message.replace(/^net::/, '') : String(error);
      this.emit('did-fail-load', hostEvent(), -2, name, url, true, 0, 0);
      reject(new Error(`${name} loading '${url}'`));
    });
    await promise;
  }

  send(channel: string, ...args: unknown[]): void {
    const message = eventMessage(channel, args);
    this.onPage((page) => page.deliver(message));
  }

  /** Does nothing without a page, as in Electron; on the host each new page begins with 1. */
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    if (this.#url === '') return;
    this.#zoom = factor;
    this.onPage((page) => page.setZoom(factor));
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  /** Applies a menu role to the page. */
  edit(role: EditRole): void {
    this.onPage((page) => edit(page, role));
  }

  /** The host draws none, and only remembers it: a Chromium on the screen opens its own on F12. */
  openDevTools({ mode = 'right' }: Electron.OpenDevToolsOptions = { mode: 'right' }): void {
    if (mode !== 'detach') throw notImplemented(`webContents.openDevTools with the mode ${mode}`);
    if (!this.#mayOpenDevTools || this.#devTools) return;
    this.#devTools = true;
    this.emit('host-dev-tools');
  }

  isDevToolsOpened(): boolean {
    return this.#devTools;
  }

  getURL(): string {
    return this.#url;
  }

  getType(): 'window' {
    return 'window';
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The process of the page ends, as after a crash. */
  crash(): void {
    this.onPage((page) => page.crash());
  }

  /** Destroys the contents together with the window. */
  destroyContents(): void {
    this.onPage((page) => page.close());
    this.#destroyed = true;
    all.delete(this.id);
    this.#loading?.reject(new Error(`ERR_FAILED (-2) loading '${this.#loading.url}'`));
    this.#loading = undefined;
    hostTheme.off('updated', this.#followMachine);
    network.off('change', this.#followMachine);
    this.emit('destroyed');
  }
}
