/** A menu as the person sees it, without hidden entries. */
export type MenuEntry = {
  label: string;
  type: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';
  enabled: boolean;
  checked: boolean;
  submenu: MenuEntry[];
};

export type TrayState = {
  exists: boolean;
  tooltip: string;
  /** The icon's file name without scale suffix and extension; empty for an image without a file. */
  icon: string;
  title: string;
  menu: MenuEntry[];
};

/** A notification that the app asked the system to show. */
export type ShownNotification = {
  id: string;
  state: 'shown' | 'closed';
  title: string;
  body: string;
  silent: boolean;
  urgency: string;
  hasReply: boolean;
  /** The texts of its buttons. */
  actions: string[];
  /**
   * The arguments that Windows passes back for a click, for each button and for a reply, even to a later run; null on
   * other systems.
   */
  arguments: { click: string; actions: string[]; reply: string } | null;
};

/** A message box that waits for an answer. */
export type OpenDialog = { message: string; detail: string; buttons: string[] };

/** A screen of the person's desk, in device-independent pixels. */
export type DeskScreen = { id: number; bounds: Bounds; workArea: Bounds };
export type Bounds = { x: number; y: number; width: number; height: number };

export type WindowState = {
  exists: boolean;
  /** Whether it is on screen, neither hidden nor minimised. */
  visible: boolean;
  minimized: boolean;
  focused: boolean;
  /** Its developer tools are open. */
  devTools: boolean;
  bounds: Bounds;
  /** It fills its screen. */
  fullScreen: boolean;
};

/** A window that stays above all others, even those of other programs. */
export type TopWindow = WindowState & {
  /** The address of its page. */
  url: string;
  /** The level that the app has asked for, for example `screen-saver`. */
  level: string;
  /** It is on every virtual desktop. */
  everywhere: boolean;
  /** Its entry in the taskbar asks for attention. */
  flashing: boolean;
};

/** Everything that a person at the machine can see of the app outside its window. */
export type Snapshot = {
  /** Grows by one with each change. */
  version: number;
  /** The app's ordinary window. */
  window: WindowState;
  /** The window that fills a screen; null: there is none. */
  fullScreenWindow: WindowState | null;
  /** The windows above all others, oldest first. */
  topWindows: TopWindow[];
  /** The screen is locked, and shows no window. */
  locked: boolean;
  /** The app keeps the screen from sleeping. */
  awake: boolean;
  tray: TrayState;
  /** The open context menu; null: none. */
  popup: MenuEntry[] | null;
  dialogs: OpenDialog[];
  notifications: ShownNotification[];
  /** The addresses of the pages that have begun to play, in order. */
  sounds: string[];
  /** How often the system has beeped. */
  beeps: number;
  /** Addresses passed to the system browser, in order. */
  opened: string[];
  clipboard: string;
  /** The app's badge (dock, launcher). */
  badge: number;
};
