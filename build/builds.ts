/** The three bundles, as vite.config.ts names them. */
export const BUNDLES = ['main', 'preload', 'renderer'] as const;
export type Bundle = (typeof BUNDLES)[number];

/** The events of a watch build that matter here; source: `RolldownWatcherEvent`. */
export type BuildEvent = 'BUNDLE_START' | 'BUNDLE_END' | 'ERROR';

/**
 * What the app needs after a build. `restart`: it starts, or starts again, because main or preload is new; the window
 * comes with it. `reload`: only the page is new.
 */
export type Consequence = 'restart' | 'reload' | null;

/**
 * Watches the builds of all bundles together. Nothing follows while a bundle is being built or cannot be built, so that
 * the app never runs on parts that do not fit each other.
 */
export function watchBuilds() {
  const unfinished = new Set<Bundle>(BUNDLES);
  /** Bundles that the app does not run on yet. */
  const fresh = new Set<Bundle>();
  return {
    /** All bundles are there and whole. While one is being built, its file may be missing. */
    areComplete: (): boolean => unfinished.size === 0,
    /** Takes an event and returns what follows from it. */
    take(bundle: Bundle, event: BuildEvent): Consequence {
      if (event !== 'BUNDLE_END') {
        unfinished.add(bundle);
        return null;
      }
      unfinished.delete(bundle);
      fresh.add(bundle);
      if (unfinished.size > 0) return null;
      const consequence = fresh.has('main') || fresh.has('preload') ? 'restart' : 'reload';
      fresh.clear();
      return consequence;
    },
  };
}
