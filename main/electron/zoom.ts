import type { BrowserWindow, Input } from 'electron';
import { TextSize } from '../core/model/settings.ts';

export type ZoomStep = 'in' | 'out' | 'reset';

/** The size of the text: a setting, which the zoom keys change as well. */
export interface TextSizes {
  /** In percent. */
  size: () => TextSize;
  choose: (size: TextSize) => void;
}

/**
 * Shows each page of `window` at the chosen size of the text, and handles the zoom keys in it. Electron leaves both to
 * the app.
 */
export function followTextSize(window: BrowserWindow, { size, choose }: TextSizes): void {
  const { webContents } = window;
  // Before there is a page, no factor can be set (WebContentsZoomController::SetZoomLevel in Electron's
  // shell/browser/web_contents_zoom_controller.cc).
  webContents.on('did-navigate', () => webContents.setZoomFactor(size() / 100));
  webContents.on('before-input-event', (event, input) => {
    const step = stepOf(input);
    if (step === null) return;
    event.preventDefault();
    const next = nextSize(size(), step);
    if (next !== size()) choose(next);
  });
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

/** Returns the next size, or the same one at either end. */
export function nextSize(size: TextSize, step: ZoomStep): TextSize {
  if (step === 'reset') return 100;
  const sizes = TextSize.options;
  const next = step === 'in' ? sizes.find((each) => each > size) : sizes.findLast((each) => each < size);
  return next ?? size;
}
