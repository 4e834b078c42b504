import type { CdpSession } from './chromium/connection.ts';
import { answerOf, type SchemeHandler } from './net-fetch.ts';
import { fromChromium, headerToChromium, mayMediaLoad, maySchemeBeFetched } from './schemes.ts';

type Paused = {
  requestId: string;
  request: { url: string; method: string; headers: Record<string, string>; hasPostData?: boolean };
  frameId: string;
  resourceType: string;
};

export type InterceptionRules = {
  handlers: ReadonlyMap<string, SchemeHandler>;
  mainFrameId: string;
  /** Returns whether the app allows a navigation that the page itself started. */
  mayNavigate(url: string, isMainFrame: boolean): boolean;
};

/**
 * Answers the requests of one window: the app's own schemes from its handlers, the web only if the page's
 * Content-Security-Policy allows it (Chromium checks the policy first). A page without a policy gets nothing.
 */
export class Interception {
  /** The address that the app itself is loading, which needs no question to the app. */
  private expected: string | undefined;
  private hasPolicy = false;
  private readonly page: CdpSession;
  private readonly rules: InterceptionRules;

  constructor(page: CdpSession, rules: InterceptionRules) {
    this.page = page;
    this.rules = rules;
    page.on<Paused>('Fetch.requestPaused', (paused) => {
      this.decide(paused).catch((error) => {
        console.error(`host: ${fromChromium(paused.request.url)}:`, error);
        void this.fail(paused, 'Failed');
      });
    });
  }

  start(): Promise<unknown> {
    return this.page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  expect(chromiumUrl: string): void {
    this.expected = chromiumUrl;
  }

  private async decide(paused: Paused): Promise<void> {
    const url = fromChromium(paused.request.url);
    const scheme = new URL(url).protocol.slice(0, -1);
    if (paused.resourceType === 'Document' && !this.mayLoad(paused, url)) return this.fail(paused, 'Aborted');
    if (['Fetch', 'XHR'].includes(paused.resourceType) && !maySchemeBeFetched(scheme)) {
      console.error(`host: blocked a fetch of ${url}: ${scheme}: is registered without supportFetchAPI`);
      return this.fail(paused, 'BlockedByClient');
    }
    if (paused.resourceType === 'Media' && !mayMediaLoad(scheme)) return this.fail(paused, 'BlockedByClient');
    const handler = this.rules.handlers.get(scheme);
    if (handler) return this.fulfil(paused, url, handler);
    if (url !== paused.request.url) return this.fail(paused, 'NameNotResolved');
    if (paused.resourceType === 'Document' || this.hasPolicy) return this.go(paused);
    console.error(`host: blocked a request of the window, which has no Content-Security-Policy: ${url}`);
    return this.fail(paused, 'BlockedByClient');
  }

  private mayLoad({ request, frameId }: Paused, url: string): boolean {
    const isMainFrame = frameId === this.rules.mainFrameId;
    if (isMainFrame && request.url === this.expected) {
      this.expected = undefined;
      return true;
    }
    return this.rules.mayNavigate(url, isMainFrame);
  }

  private async fulfil(paused: Paused, url: string, handler: SchemeHandler): Promise<void> {
    const { requestId, request } = paused;
    const body = request.hasPostData ? await this.postData(requestId) : null;
    const { method, headers } = request;
    const response = await answerOf(handler, new Request(url, { method, headers, body }));
    const content = Buffer.from(await response.arrayBuffer());
    if (paused.resourceType === 'Document' && paused.frameId === this.rules.mainFrameId) {
      this.hasPolicy =
        response.headers.has('content-security-policy') ||
        /http-equiv=["']?content-security-policy/i.test(content.toString('utf8'));
    }
    await this.page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value: headerToChromium(name, value) })),
      body: content.toString('base64'),
    });
  }

  private async postData(requestId: string): Promise<string> {
    const { postData } = await this.page.send<{ postData: string }>('Fetch.getRequestPostData', { requestId });
    return postData;
  }

  private async go({ requestId }: Paused): Promise<void> {
    await this.page.send('Fetch.continueRequest', { requestId });
  }

  private async fail({ requestId }: Paused, errorReason: string): Promise<void> {
    // Page and request may be gone by now.
    await this.page.send('Fetch.failRequest', { requestId, errorReason }).catch(() => {});
  }
}
