import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file that says that the app has ended normally. The task of Windows starts the app every minute, and must not undo
 * what a person has done. A start with the session, or by a person, removes it.
 */
export function createEndedMark(userData: string) {
  const file = join(userData, 'ended');
  return {
    isThere: (): boolean => existsSync(file),
    /** The disk may refuse: the app is then started again, which is better than an app that stays away. */
    make(): void {
      try {
        writeFileSync(file, '');
      } catch {}
    },
    remove(): void {
      rmSync(file, { force: true });
    },
  };
}
