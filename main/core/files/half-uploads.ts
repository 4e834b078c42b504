import * as v from 'valibot';
import type { SettingsStore } from '../ports.ts';

const Stored = v.object({ ids: v.array(v.pipe(v.string(), v.regex(/^talkmelder-[\w-]{1,64}$/))) });
const nameFor = (accountId: string): string => `uploads/${accountId}`;

export type HalfUploads = ReturnType<typeof createHalfUploads>;

/**
 * Remembers the uploads in chunks that this app has begun on the server of one account, by their random ids, so that
 * they can be deleted there after a crash. It knows no names of files.
 */
export function createHalfUploads(settings: SettingsStore, accountId: string) {
  const parsed = v.safeParse(Stored, settings.read(nameFor(accountId)));
  const ids = new Set(parsed.success ? parsed.output.ids : []);
  const earlier = [...ids];
  let isOver = false;

  return {
    /** @param isThere the upload is on the server from now on, or no longer */
    note(id: string, isThere: boolean): void {
      if (isThere) ids.add(id);
      else ids.delete(id);
      if (isOver) return;
      if (ids.size === 0) settings.remove(nameFor(accountId));
      else settings.write(nameFor(accountId), { ids: [...ids] });
    },
    /** The uploads that an earlier run of the app has left. */
    earlier: (): string[] => earlier.filter((id) => ids.has(id)),
    /** The account has ended: nothing of it is stored any more. */
    end(): void {
      isOver = true;
    },
    /** Returns false when something is still on the disk. */
    clear: (): boolean => settings.remove(nameFor(accountId)),
  };
}
