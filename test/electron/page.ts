import { EventEmitter } from 'node:events';
import type { CdpSession } from './chromium/connection.ts';
import { openTarget } from './chromium/targets.ts';
import { Interception } from './interception.ts';
import { browser } from './lifecycle.ts';
import { hostTheme } from './native-theme.ts';
import { network } from './network.ts';
import { options } from './options.ts';
import type { ToMain, ToRenderer, WindowRequest } from './page/messages.ts';
import { type PageScripts, pageScripts } from './page/scripts.ts';
import { fromChromium, toChromium } from './schemes.ts';
import type { HostSession } from './session.ts';

type Size = { width: number; height: number };
export type PageSetup = Size & {
  session: HostSession;
  preload: string | undefined;
  mayNavigate(url: string, isMainFrame: boolean): boolean;
};
export type PageEvents = {
  /** A message of the preload; the function returns whether its document still exists. */
  message: [ToMain, () => boolean];
  'window-open': [WindowRequest];
  lifecycle: [string];
  navigated: [string];
  console: [level: string, text: string];
  crashed: [];
  /** A media element began to play, or stopped. */
  media: [isPlaying: boolean];
  /** A change that the person made to a window on the screen. */
  person: [OnScreen];
  /** The person has closed the window on the screen. */
  closed: [];
};
/** The state of a window on the screen. */
export type OnScreen = { visible: boolean; focused: boolean };
/**
 * Media elements tell of themselves in a separate world, too. Their events do not bubble, so they are captured. On a busy
 * machine, an element that plays says so again after it has waited for data; Electron reports only changes.
 */
const mediaWorld = 'Electron host: media';
const mediaBinding = 'hostMedia';
const mediaScript = `
  const heard = new WeakSet();
  for (const event of ['playing', 'pause', 'ended'])
    document.addEventListener(event, ({ type, target }) => {
      if (type === 'playing' && heard.has(target)) return;
      if (type === 'playing') heard.add(target);
      else heard.delete(target);
      ${mediaBinding}(type);
    }, true);`;
/** The report comes from a separate world, which neither the page nor its preload can manipulate. */
const screenWorld = 'Electron host: the screen';
const screenBinding = 'hostScreen';
const screenScript = `
  const tell = () => ${screenBinding}(
    JSON.stringify({ visible: document.visibilityState === 'visible', focused: document.hasFocus() }));
  addEventListener('focus', tell);
  addEventListener('blur', tell);
  document.addEventListener('visibilitychange', tell);`;
type Lifecycle = { name: string; frameId: string; loaderId: string };
type Context = { id: number; name: string; auxData: { frameId: string } };
type Frame = { id: string; parentId?: string; url: string; urlFragment?: string };

/** One window's page in Chromium. */
export class Page extends EventEmitter<PageEvents> {
  readonly targetId: string;
  private readonly cdp: CdpSession;
  private readonly scripts: PageScripts;
  private readonly interception: Interception;
  /** The preload's world in the current document. */
  private world: number | undefined;
  private size: Size;
  private zoom = 1;

  private constructor(targetId: string, cdp: CdpSession, setup: PageSetup) {
    super();
    this.targetId = targetId;
    this.cdp = cdp;
    this.size = { width: setup.width, height: setup.height };
    this.scripts = pageScripts(setup.preload);
    const { mayNavigate } = setup;
    // A page's main frame has its target's id.
    const rules = { handlers: setup.session.schemes.handlers, mainFrameId: targetId, mayNavigate };
    this.interception = new Interception(cdp, rules);
    this.listen();
  }

  static async open(setup: PageSetup): Promise<Page> {
    const { targetId, session, gone } = await openTarget(await setup.session.context(), setup);
    const page = new Page(targetId, session, setup);
    await page.prepare(setup);
    if (options.headful) void gone.then(() => page.emit('closed'));
    return page;
  }

  private async prepare(size: Size): Promise<void> {
    const { main, preload, worldName, binding } = this.scripts;
    const { language } = new Intl.Locale(options.locale);
    const { userAgent } = await (await browser()).cdp.send<{ userAgent: string }>('Browser.getVersion');
    await Promise.all([
      this.cdp.send('Page.enable'),
      this.cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      this.cdp.send('Inspector.enable'),
      this.cdp.send('Runtime.enable'),
      this.cdp.send('Runtime.addBinding', { name: binding, executionContextName: worldName }),
      // The order matters: the preload's API needs the page's side of the bridge.
      this.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: main }),
      this.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName }),
      this.cdp.send('Runtime.addBinding', { name: mediaBinding, executionContextName: mediaWorld }),
      this.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mediaScript, worldName: mediaWorld }),
      this.interception.start(),
      ...(options.headful ? this.watchScreen() : []),
      this.cdp.send('Emulation.setLocaleOverride', { locale: options.locale }),
      this.cdp.send('Emulation.setUserAgentOverride', {
        userAgent: userAgent.replace('HeadlessChrome', 'Chrome'),
        acceptLanguage: [...new Set([options.locale, language])].join(','),
      }),
      this.resize(size),
      this.followTheme(),
      this.followNetwork(),
      this.cdp.send('Runtime.runIfWaitingForDebugger'),
    ]);
  }

  private watchScreen(): Promise<unknown>[] {
    const world = { source: screenScript, worldName: screenWorld };
    return [
      this.cdp.send('Runtime.addBinding', { name: screenBinding, executionContextName: screenWorld }),
      this.cdp.send('Page.addScriptToEvaluateOnNewDocument', world),
    ];
  }

  private listen(): void {
    const { worldName, binding } = this.scripts;
    this.cdp.on<{ context: Context }>('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && context.auxData.frameId === this.targetId) this.world = context.id;
    });
    this.cdp.on<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.world) this.world = undefined;
    });
    this.cdp.on('Runtime.executionContextsCleared', () => {
      this.world = undefined;
    });
    type Call = { name: string; payload: string; executionContextId: number };
    this.cdp.on<Call>('Runtime.bindingCalled', (call) => {
      if (call.name === mediaBinding) this.emit('media', call.payload === 'playing');
      if (call.name === screenBinding) this.emit('person', JSON.parse(call.payload) as OnScreen);
      if (call.name !== binding) return;
      const stillThere = (): boolean => this.world === call.executionContextId;
      this.emit('message', JSON.parse(call.payload) as ToMain, stillThere);
    });
    this.cdp.on<WindowRequest>('Page.windowOpen', (details) => this.emit('window-open', details));
    this.cdp.on<Lifecycle>('Page.lifecycleEvent', ({ name, frameId }) => {
      if (frameId === this.targetId) this.emit('lifecycle', name);
    });
    this.cdp.on<{ frame: Frame }>('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.emit('navigated', fromChromium(frame.url + (frame.urlFragment ?? '')));
    });
    this.cdp.on('Inspector.targetCrashed', () => this.emit('crashed'));
    this.listenToConsole();
  }

  private listenToConsole(): void {
    type Call = { type: string; args: { value?: unknown; description?: string }[] };
    this.cdp.on<Call>('Runtime.consoleAPICalled', ({ type, args }) => {
      this.emit('console', type, args.map(({ value, description }) => description ?? String(value)).join(' '));
    });
    type Thrown = { exceptionDetails: { text: string; exception?: { description?: string } } };
    this.cdp.on<Thrown>('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => {
      this.emit('console', 'error', exception?.description ?? text);
    });
  }

  /** @throws Chromium's name for the failure, for example `net::ERR_ABORTED` */
  async navigate(url: string): Promise<void> {
    const chromiumUrl = toChromium(url);
    this.interception.expect(chromiumUrl);
    const { errorText } = await this.cdp.send<{ errorText?: string }>('Page.navigate', { url: chromiumUrl });
    if (errorText) throw new Error(errorText);
  }

  /** Delivers a message to the preload; without a preload the message is lost, as in Electron. */
  deliver(message: ToRenderer): void {
    this.quietly(this.delivered(message));
  }

  /** Resolves when the preload has the message. */
  async delivered(message: ToRenderer): Promise<void> {
    if (this.world === undefined) return;
    const expression = `globalThis['${this.scripts.receiver}'](${JSON.stringify(message)})`;
    await this.cdp.send('Runtime.evaluate', { expression, contextId: this.world });
  }

  async resize({ width, height }: Size): Promise<unknown> {
    this.size = { width, height };
    if (options.headful) return this.resizeOnScreen({ width, height });
    const { zoom } = this;
    return this.cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: options.scale * zoom,
      mobile: false,
    });
  }

  /** Resizes a window on the screen, which consists of its page and the browser's bar. */
  private async resizeOnScreen({ width, height }: Size): Promise<void> {
    const { cdp } = await browser();
    const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget', {
      targetId: this.targetId,
    });
    const expression = '[outerWidth - innerWidth, outerHeight - innerHeight]';
    const answer = this.cdp.send<{ result: { value: [number, number] } }>('Runtime.evaluate', {
      expression,
      returnByValue: true,
    });
    const [wider, higher] = (await answer).result.value;
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { width: width + wider, height: height + higher } });
  }

  /** Zooms like Chromium: the page has fewer CSS pixels, and each of them is larger. */
  async setZoom(factor: number): Promise<void> {
    this.zoom = factor;
    if (!options.headful) await this.resize(this.size);
    else await this.cdp.send('Runtime.evaluate', { expression: `document.documentElement.style.zoom = ${factor}` });
  }

  /** Runs one of Blink's editing commands on the focused field, as a menu entry does. */
  async edit(command: 'undo' | 'redo' | 'delete' | 'selectAll'): Promise<void> {
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [command] });
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'keyUp' });
  }

  /** Inserts text into the focused field, in place of the selection. */
  async insert(text: string): Promise<void> {
    await this.cdp.send('Input.insertText', { text });
  }

  /** Returns the selected text, in the focused field or outside of fields. */
  async selection(): Promise<string> {
    const expression = `(() => {
      const { activeElement: field } = document;
      const isField = field && typeof field.selectionStart === 'number';
      return isField ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
    })()`;
    const { result } = await this.cdp.send<{ result: { value: string } }>('Runtime.evaluate', { expression });
    return result.value;
  }

  /** Shows or minimises the window: for its page, minimised equals hidden, including `document.visibilityState`. */
  async setVisible(visible: boolean): Promise<void> {
    const { cdp } = await browser();
    const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget', {
      targetId: this.targetId,
    });
    const bounds = { windowState: visible ? 'normal' : 'minimized' };
    await cdp.send('Browser.setWindowBounds', { windowId, bounds });
  }

  /** @param colour the colour before the page has painted; null: Chromium's white */
  setBackground(colour: { r: number; g: number; b: number; a: number } | null): Promise<unknown> {
    return this.cdp.send('Emulation.setDefaultBackgroundColorOverride', colour ? { color: colour } : {});
  }

  followTheme(): Promise<unknown> {
    const value = hostTheme.shouldUseDarkColors ? 'dark' : 'light';
    return this.cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  followNetwork(): Promise<unknown> {
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    return this.cdp.send('Network.emulateNetworkConditions', { offline: !network.online, ...unlimited });
  }

  /** Ends the page's process. */
  crash(): void {
    this.quietly(this.cdp.send('Page.crash'));
  }

  close(): void {
    this.quietly(browser().then(({ cdp }) => cdp.send('Target.closeTarget', { targetId: this.targetId })));
  }

  /** Ignores failures of a task that may lose the race against the end of the page or of Chromium. */
  private quietly(task: Promise<unknown>): void {
    task.catch(() => {});
  }
}
