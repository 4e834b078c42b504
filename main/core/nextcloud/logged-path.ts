/** Some addresses come from the server, which can make them as long as it likes. */
const LONGEST = 200;

/**
 * Returns the part of an address that may be logged: no origin, no query, and no user id where Nextcloud puts one into
 * the path. The address of a calendar is made of its name.
 */
export const loggedPath = (url: string): string =>
  new URL(url).pathname
    .replace(/(\/avatar\/|\/dav\/files\/)[^/]+(?=\/)/, '$1…')
    .replace(/(\/dav\/calendars\/).*/, '$1…')
    .slice(0, LONGEST);
