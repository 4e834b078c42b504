import type { Picture } from './nextcloud/talk-api.ts';

/** Pictures are small (a few kB); this many cover any list that a person scrolls through. */
const MOST_KEPT = 400;

/** Remembers pictures by what identifies them; the oldest go first. Failures are not remembered. */
export function createPictureCache() {
  const kept = new Map<string, Promise<Picture | null>>();
  return (key: string, load: () => Promise<Picture | null>): Promise<Picture | null> => {
    const known = kept.get(key);
    if (known) return known;
    const loading = load().catch(() => {
      kept.delete(key);
      return null;
    });
    kept.set(key, loading);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return loading;
  };
}
