/** Strokes on a 24 × 24 grid, 2 wide, drawn for Talkmelder. */
const shapes = {
  more: 'M11.5 4.5h1v1h-1zM11.5 11.5h1v1h-1zM11.5 18.5h1v1h-1z',
  refresh: 'M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5',
  unplug: 'M9 3v4M15 3v4M6 7h12v3a6 6 0 0 1-12 0zM12 16v5',
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
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5',
  keyboard: 'M3 6h18v12H3zM7 10h.01M10.5 10h.01M14 10h.01M17 10h.01M8 14.25h8',
  star: 'M12 3.5l2.600 5.5 6 .8-4.400 4.200 1.100 6L12 17.100 6.700 20l1.100-6L3.400 9.800l6-.8z',
  mention: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM15.5 8.5v5a2.5 2.5 0 0 0 5 0V12a8.5 8.5 0 1 0-3.5 6.900',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3',
} as const;

/** A small picture. With a label it is read aloud, without it is decoration. */
export const Icon = (props: { name: keyof typeof shapes; label?: string }) => (
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
