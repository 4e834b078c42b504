import { NextcloudTooOld, TalkTooOld } from '../errors.ts';

/** Older versions answer differently and get no security fixes any more. */
export const OLDEST_NEXTCLOUD = 28;
/** The Talk version that came with it. */
export const OLDEST_TALK = 18;

/** @param version as the server sends it; an unreadable or hidden one passes @throws NextcloudTooOld */
export function requireNextcloud(version: string | undefined): void {
  const found = tooOld(version, OLDEST_NEXTCLOUD);
  if (found !== null) throw new NextcloudTooOld(found);
}

/** @param version as the server sends it; an unreadable or hidden one passes @throws TalkTooOld */
export function requireTalk(version: string | undefined): void {
  const found = tooOld(version, OLDEST_TALK);
  if (found !== null) throw new TalkTooOld(found);
}

/** Returns the version if it is too old, with numbers and dots only, because it becomes part of a sentence. */
function tooOld(version: string | undefined, oldest: number): string | null {
  const [found, major] = /^(\d{1,4})(?:\.\d{1,6}){0,3}/.exec(version ?? '') ?? [];
  return found !== undefined && Number(major) < oldest ? found : null;
}
