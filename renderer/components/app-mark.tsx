/** Talkmelder's mark: a speech bubble with a bell and the dot that means "something is new". */
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
    <circle class="app-mark-dot" cx="52" cy="13" r="9" />
  </svg>
);
