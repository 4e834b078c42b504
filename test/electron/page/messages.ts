/** A key as `before-input-event` reports it. */
export type KeyInput = Pick<
  Electron.Input,
  'type' | 'key' | 'code' | 'isAutoRepeat' | 'shift' | 'control' | 'alt' | 'meta'
>;

/** The target of a right-click that the page has not handled itself, with the fields of Electron's `context-menu`. */
export type MenuRequest = Pick<
  Electron.ContextMenuParams,
  'x' | 'y' | 'isEditable' | 'selectionText' | 'editFlags' | 'menuSourceType'
>;

/** A window that a page wants to open, with the fields of the DevTools protocol's `Page.windowOpen`. */
export type WindowRequest = { url: string; windowName: string; windowFeatures: string[] };

/** From the window to the app. */
export type ToMain =
  | { kind: 'invoke'; id: number; channel: string; args: string }
  | { kind: 'send'; channel: string; args: string }
  | { kind: 'open-window'; details: WindowRequest }
  | { kind: 'input'; input: KeyInput }
  | { kind: 'context-menu'; params: MenuRequest }
  | { kind: 'permission'; id: number; check: boolean; name: string }
  | { kind: 'preload-error'; message: string; stack: string; filename: string };
/** From the app to the window. */
export type ToRenderer =
  | { kind: 'reply'; id: number; value: string }
  | { kind: 'failure'; id: number; message: string }
  | { kind: 'event'; channel: string; args: string }
  /** The person drags these files over the window, by their paths. */
  | { kind: 'dragged'; paths: string[] };
