/** Shows that something is in progress; the words beside it say what. */
export const Spinner = () => <span class="spinner" aria-hidden="true" />;
