export const surface = [
  'id',
  'session',
  'mainFrame',
  'send',
  'setWindowOpenHandler',
  'getURL',
  'getType',
  'loadURL',
  'isDestroyed',
  'isLoading',
  'isCrashed',
  'setZoomFactor',
  'getZoomFactor',
] as const satisfies (keyof Electron.WebContents)[];

export const events = [
  'did-start-loading',
  'did-stop-loading',
  'did-navigate',
  'dom-ready',
  'did-finish-load',
  'did-fail-load',
  'will-navigate',
  'will-frame-navigate',
  // The host never emits this, because it has no webview tag.
  'will-attach-webview',
  'preload-error',
  'console-message',
  'before-input-event',
  'context-menu',
  'render-process-gone',
  'destroyed',
];
