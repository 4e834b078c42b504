/** A menu as the person sees it; hidden entries are left out. */
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
  /** The icon's file name without scale suffix and extension; empty for an image that came from no file. */
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
  /** What Windows tells of a click, of each button, and of an answer, also to a later run; elsewhere null. */
  arguments: { click: string; actions: string[]; reply: string } | null;
};

/** A message box that waits for an answer. */
export type OpenDialog = { message: string; detail: string; buttons: string[] };

export type WindowState = {
  exists: boolean;
  /** On screen: neither hidden nor minimised. */
  visible: boolean;
  minimized: boolean;
  focused: boolean;
  /** Its developer tools are open. */
  devTools: boolean;
  bounds: { x: number; y: number; width: number; height: number };
};

/** All that a person at the machine can see of the app outside its window. */
export type Snapshot = {
  /** Grows by one with each change. */
  version: number;
  window: WindowState;
  tray: TrayState;
  /** The context menu that is open; null: none. */
  popup: MenuEntry[] | null;
  dialogs: OpenDialog[];
  notifications: ShownNotification[];
  /** Addresses handed to the system browser, in order. */
  opened: string[];
  clipboard: string;
  /** What the app set as its badge (dock, launcher). */
  badge: number;
};
