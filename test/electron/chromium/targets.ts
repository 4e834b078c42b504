import { browser } from '../lifecycle.ts';
import type { CdpSession } from './connection.ts';

type Attached = {
  sessionId: string;
  targetInfo: { targetId: string; openerId?: string; browserContextId?: string };
  waitingForDebugger: boolean;
};

/** Contexts of the app; the host leaves pages in other contexts (a test's own browser) alone. */
const ours = new Set<string>();
/** A page, with a promise of its end by the person or the app. */
export type Target = { targetId: string; session: CdpSession; gone: Promise<void> };
const attached = new Map<string, Omit<Target, 'targetId'>>();
let watching: Promise<void> | undefined;

/**
 * Pauses every page before its first script, and closes pages that a page of the app opened by a link (`target`),
 * because Electron asks the app before it opens a window. `window.open` does not get this far (page/main-world.ts).
 */
async function watch(): Promise<void> {
  const { cdp } = await browser();
  const endings = new Map<string, () => void>();
  const quietly = (method: string, params: Record<string, unknown>): void =>
    void cdp.send(method, params).catch(() => {});
  cdp.on<Attached>('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const { targetId, openerId, browserContextId = '' } = targetInfo;
    const session = cdp.session(sessionId);
    if (!ours.has(browserContextId)) {
      session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
      quietly('Target.detachFromTarget', { sessionId });
    } else if (openerId === undefined) {
      const gone = new Promise<void>((resolve) => endings.set(sessionId, resolve));
      attached.set(targetId, { session, gone });
    } else quietly('Target.closeTarget', { targetId });
  });
  cdp.on<{ sessionId: string }>('Target.detachedFromTarget', ({ sessionId }) => {
    endings.get(sessionId)?.();
    endings.delete(sessionId);
  });
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}

/**
 * Opens an empty page in a browser context of the app. The page runs nothing before `Runtime.runIfWaitingForDebugger`.
 */
export async function openTarget(
  browserContextId: string,
  { width, height }: { width: number; height: number },
): Promise<Target> {
  watching ??= watch();
  await watching;
  const { cdp } = await browser();
  ours.add(browserContextId);
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
    newWindow: true,
    width,
    height,
  });
  const target = attached.get(targetId);
  if (!target) throw new Error('host: Chromium opened a page without attaching to it');
  attached.delete(targetId);
  return { targetId, ...target };
}
