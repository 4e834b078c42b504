/** Returns the path of Electron's executable, or null where it is not unpacked. Never starts a download. */
export const electronBinary: (env?: NodeJS.ProcessEnv, folder?: string) => string | null;
