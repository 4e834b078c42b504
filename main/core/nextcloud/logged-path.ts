/** Some addresses come from the server, which can make them as long as it likes. */
const LONGEST = 200;

/**
 * Returns the part of an address that may be logged: no origin, no query, and no user id where Nextcloud puts one into
 * the path, no names of files, and no calendars, whose addresses are made of their names.
 */
export const loggedPath = (url: string): string =>
  new URL(url).pathname
    .replace(/(\/avatar\/|\/dav\/uploads\/)[^/]+(?=\/)/, '$1…')
    .replace(/(\/dav\/(?:files|calendars)\/).*/, '$1…')
    .slice(0, LONGEST);
