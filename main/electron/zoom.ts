import type { BrowserWindow, Input } from 'electron';
import type { SettingsStore } from '../core/ports.ts';

/** As in Chromium's own zoom menu, within what the window can still show. */
const FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const DOCUMENT = 'window';

export type ZoomStep = 'in' | 'out' | 'reset';

export type Zoom = ReturnType<typeof createZoom>;

/** How large the window is shown. Electron leaves it to the app, the keys for it included. */
export function createZoom(store: SettingsStore) {
  let factor = factorIn(store.read(DOCUMENT));
  return {
    factor: (): number => factor,
    /**
     * Listens to the keys in `window`, and shows each page of it in the size that was chosen.
     * @param onChange called when the person has chosen another size
     */
    follow(window: BrowserWindow, onChange: () => void): void {
      const { webContents } = window;
      // Before there is a page, there is nothing whose size could be set (WebContentsZoomController::SetZoomLevel in
      // Electron's shell/browser/web_contents_zoom_controller.cc).
      webContents.on('did-navigate', () => webContents.setZoomFactor(factor));
      webContents.on('before-input-event', (event, input) => {
        const step = stepOf(input);
        if (step === null) return;
        event.preventDefault();
        const next = nextFactor(factor, step);
        if (next === factor) return;
        factor = next;
        // What cannot be written counts until the app ends; the store logs it.
        store.write(DOCUMENT, { zoom: factor });
        webContents.setZoomFactor(factor);
        onChange();
      });
    },
  };
}

/**
 * What a key asks for: Ctrl (⌘ on macOS) with +, − or 0, on the number pad as well. AltGr is Ctrl and Alt at once, and
 * no shortcut.
 */
export function stepOf(input: Input, platform: NodeJS.Platform = process.platform): ZoomStep | null {
  const { type, key, code, shift, alt } = input;
  const [command, other] = platform === 'darwin' ? [input.meta, input.control] : [input.control, input.meta];
  if (type !== 'keyDown' || !command || other || alt) return null;
  // On a keyboard whose + needs Shift, the key below it counts, too.
  if (key === '+' || (key === '=' && !shift)) return 'in';
  if (key === '-') return 'out';
  // French keyboards have digits behind Shift. Without NumLock, 0 on the number pad is Insert: Ctrl+Insert copies.
  return key === '0' || (code === 'Digit0' && !shift) ? 'reset' : null;
}

/** The next factor; the same at either end. */
export function nextFactor(factor: number, step: ZoomStep): number {
  if (step === 'reset') return 1;
  const next = step === 'in' ? FACTORS.find((each) => each > factor) : FACTORS.findLast((each) => each < factor);
  return next ?? factor;
}

/** From whatever a file holds; never throws. */
function factorIn(stored: unknown): number {
  const zoom: unknown = typeof stored === 'object' && stored !== null && 'zoom' in stored ? stored.zoom : null;
  return FACTORS.find((each) => each === zoom) ?? 1;
}
