/** Strokes on a 24 × 24 grid, 2 wide, drawn for Talkmelder. */
const shapes = {
  add: 'M12 5v14M5 12h14',
  more: 'M11.5 4.5h1v1h-1zM11.5 11.5h1v1h-1zM11.5 18.5h1v1h-1z',
  refresh: 'M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5',
  unplug: 'M9 3v4M15 3v4M6 7h12v3a6 6 0 0 1-12 0zM12 16v5',
  back: 'M20 12H4.5M11 5.5 4.5 12l6.5 6.5',
  check: 'M5 12.5 10 17.5 19 7',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  browser: 'M3 5h18v14H3zM3 9.5h18M6 7.25h.01M8.5 7.25h.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5h.01',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3h.01',
  offline: 'M3 3l18 18M8.5 16a5 5 0 0 1 6.2-.7M5 12.5a10 10 0 0 1 4.3-2.4M13.5 9.6A10 10 0 0 1 19 12.5M12 19.5h.01',
  muted: 'M4 4l16 16M9 5.2A6 6 0 0 1 18 10v4M6.2 9a6 6 0 0 0-.2 1v4l-2 3h13M10 20.5h4',
  call: 'M5 4h3.5l1.5 4.5-2 1.5a11 11 0 0 0 6 6l1.5-2 4.5 1.5V19a1.5 1.5 0 0 1-1.5 1.5A15.5 15.5 0 0 1 3.5 5.5A1.5 1.5 0 0 1 5 4z',
  archived: 'M3 5h18v4H3zM5 9v10h14V9M10 13h4',
  screen: 'M3 4.5h18v12H3zM8.5 20h7M12 16.5v3.5',
  pin: 'M9 3.5h6l-1 6.5 3.5 3v2h-11v-2l3.5-3zM12 15v6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5',
  keyboard: 'M3 6h18v12H3zM7 10h.01M10.5 10h.01M14 10h.01M17 10h.01M8 14.25h8',
  star: 'M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6L3.4 9.8l6-.8z',
  mention: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM15.5 8.5v5a2.5 2.5 0 0 0 5 0V12a8.5 8.5 0 1 0-3.5 6.9',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3',
  send: 'M4 4.5 20.5 12 4 19.5 6.5 12zM6.5 12H13',
  alarm: 'M6.5 17v-4.5a5.5 5.5 0 0 1 11 0V17M4 20.5V17h16v3.5zM12 3v1.5M4.8 5.8l1.1 1.1M19.2 5.8l-1.1 1.1',
  bell: 'M6 10a6 6 0 0 1 12 0v4l2 3H4l2-3zM10 20.5h4',
  allRead: 'M2.5 12.5 7 17 15 7M12 17 21 7',
  power: 'M12 3v9M6.5 6.5a8 8 0 1 0 11 0',
  settings:
    'M10.1 5.3L10.4 2.8L13.6 2.8L13.9 5.3L15.5 5.9L17.4 4.4L19.6 6.6L18.1 8.5L18.7 10.1L21.2 10.4L21.2 13.6L18.7 13.9L18.1 15.5L19.6 17.4L17.4 19.6L15.5 18.1L13.9 18.7L13.6 21.2L10.4 21.2L10.1 18.7L8.5 18.1L6.6 19.6L4.4 17.4L5.9 15.5L5.3 13.9L2.8 13.6L2.8 10.4L5.3 10.1L5.9 8.5L4.4 6.6L6.6 4.4L8.5 5.9zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  read: 'M4 10.5 12 5l8 5.5V19H4zM4 11l8 5 8-5',
  unread: 'M12.5 6H4v13h16v-7.5M4 8l8 5.5 3-2M18.5 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  reply: 'M10 5.5 4 11.5l6 6M4.5 11.5H14a6 6 0 0 1 6 6v1',
  link: 'M10 13.5a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10.5a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2',
  chevron: 'M9.5 6l6 6-6 6',
  file: 'M19 11.5l-7.3 7.3a4.5 4.5 0 0 1-6.4-6.4l7.8-7.8a3 3 0 0 1 4.3 4.3l-7.5 7.5a1.5 1.5 0 0 1-2.2-2.2l6.5-6.5',
  image: 'M4 5h16v14H4zM4 16.5l4.5-4.5 4 4 2.5-2.5 5 4.5M15.5 9h.01',
  video: 'M3 6.5h12v11H3zM15 11l6-3.5v9L15 13',
  audio: 'M9 17.5V5.5l10-2v12M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  voice: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  poll: 'M5 20v-7M12 20V4M19 20v-10',
  location: 'M12 21c-4-4.5-6.5-7.8-6.5-11a6.5 6.5 0 0 1 13 0c0 3.2-2.5 6.5-6.5 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  contact: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  accounts:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20a6.5 6.5 0 0 1 13 0M16 5.2a3.5 3.5 0 0 1 0 6.6M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  card: 'M4 5h16v14H4zM8 9.5h8M8 13.5h5',
} as const;

export type IconName = keyof typeof shapes;

/** A small picture. With a label a screen reader reads it; without one it is decoration. */
export const Icon = (props: { name: IconName; label?: string }) => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    role={props.label ? 'img' : undefined}
    aria-label={props.label}
    aria-hidden={props.label ? undefined : 'true'}
  >
    <path d={shapes[props.name]} />
  </svg>
);

/** Talkmelder's mark: a speech bubble with a bell. The screens that show it have nothing new, so it has no dot. */
export const AppMark = () => (
  <svg class="app-mark" viewBox="0 0 64 64" aria-hidden="true">
    <path
      class="app-mark-bubble"
      d="M20 5h24a17 17 0 0 1 17 17v14a17 17 0 0 1-17 17H27L14.500 61.200A1.500 1.500 0 0 1 12 60V51.200A17 17 0 0 1 3 36V22A17 17 0 0 1 20 5z"
    />
    <path
      class="app-mark-bell"
      d="M32 14.500a2.500 2.500 0 0 0-2.500 2.500v.7A10 10 0 0 0 22 27.400v5.100l-3 4.600a1.600 1.600 0 0 0 1.300 2.500h23.400a1.600 1.600 0 0 0 1.300-2.500l-3-4.600v-5.100a10 10 0 0 0-7.500-9.700V17a2.500 2.500 0 0 0-2.500-2.500zM28.200 42a4 4 0 0 0 7.600 0z"
    />
  </svg>
);

/** Shows that something is in progress; the words beside it say what. */
export const Spinner = () => <span class="spinner" aria-hidden="true" />;
