import type { BrowserWindow, Input } from 'electron';
import type { SettingsStore } from '../core/ports.ts';

/** The steps of Chromium's own zoom menu that the window can still show. */
const FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const DOCUMENT = 'window';

export type ZoomStep = 'in' | 'out' | 'reset';

export type Zoom = ReturnType<typeof createZoom>;

/** The zoom of the window. Electron leaves it to the app, including the keys. */
export function createZoom(store: SettingsStore) {
  let factor = factorIn(store.read(DOCUMENT));
  return {
    factor: (): number => factor,
    /**
     * Handles the zoom keys in `window` and shows each of its pages at the chosen factor.
     * @param onChange called when the user has chosen another factor
     */
    follow(window: BrowserWindow, onChange: () => void): void {
      const { webContents } = window;
      // Before there is a page, no factor can be set (WebContentsZoomController::SetZoomLevel in Electron's
      // shell/browser/web_contents_zoom_controller.cc).
      webContents.on('did-navigate', () => webContents.setZoomFactor(factor));
      webContents.on('before-input-event', (event, input) => {
        const step = stepOf(input);
        if (step === null) return;
        event.preventDefault();
        const next = nextFactor(factor, step);
        if (next === factor) return;
        factor = next;
        // A factor that cannot be written counts until the app ends; the store logs it.
        store.write(DOCUMENT, { zoom: factor });
        webContents.setZoomFactor(factor);
        onChange();
      });
    },
  };
}

/**
 * Returns the step that a key asks for: Ctrl (⌘ on macOS) with +, − or 0, also on the number pad. AltGr counts as Ctrl
 * and Alt at once, and is no shortcut.
 */
export function stepOf(input: Input, platform: NodeJS.Platform = process.platform): ZoomStep | null {
  const { type, key, code, shift, alt } = input;
  const [command, other] = platform === 'darwin' ? [input.meta, input.control] : [input.control, input.meta];
  if (type !== 'keyDown' || !command || other || alt) return null;
  // On a keyboard whose + needs Shift, the key without Shift counts, too.
  if (key === '+' || (key === '=' && !shift)) return 'in';
  if (key === '-') return 'out';
  // French keyboards have digits behind Shift. Without NumLock, 0 on the number pad is Insert: Ctrl+Insert copies.
  return key === '0' || (code === 'Digit0' && !shift) ? 'reset' : null;
}

/** Returns the next factor, or the same one at either end. */
export function nextFactor(factor: number, step: ZoomStep): number {
  if (step === 'reset') return 1;
  const next = step === 'in' ? FACTORS.find((each) => each > factor) : FACTORS.findLast((each) => each < factor);
  return next ?? factor;
}

/** Reads the factor from any stored value; never throws. */
function factorIn(stored: unknown): number {
  const zoom: unknown = typeof stored === 'object' && stored !== null && 'zoom' in stored ? stored.zoom : null;
  return FACTORS.find((each) => each === zoom) ?? 1;
}
