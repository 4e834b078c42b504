/** Returns the full path of a program on PATH, or null. `name` has no ending. */
export const onPath: (name: string, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform) => string | null;

/** Returns the command that installs a Chromium. */
export const installCommand: (platform: NodeJS.Platform) => string;

/**
 * Finds a Chromium: the variable CHROMIUM, then PATH, then the usual places of Chrome and Edge, then Playwright's cache.
 * Throws when CHROMIUM names a file that is not there.
 */
export const findChromium: (env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, home?: string) => string | null;

/**
 * Finds Chromium's headless shell for end-to-end tests. Null when there is none, or when CHROMIUM names the browser.
 */
export const findHeadlessShell: (env?: NodeJS.ProcessEnv) => string | null;
