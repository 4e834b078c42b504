import { rm } from 'node:fs/promises';

/**
 * Removes a folder in which a browser was. Its processes end one after the other, and may write until then: unlike
 * `rmSync`, this waits between its attempts, 20 s in all.
 */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20 });
