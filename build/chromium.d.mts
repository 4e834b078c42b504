/** The full path of a program on PATH, or null. `name` comes without ending. */
export const onPath: (name: string, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform) => string | null;

/**
 * Finds a Chromium: the variable CHROMIUM, then PATH, then Playwright's cache.
 * Throws when CHROMIUM names a file that is not there.
 */
export const findChromium: (env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, home?: string) => string | null;
