import { findChromium as find } from '../../../build/chromium.mjs';
import { systemPlatform } from '../options.ts';

/**
 * The Chromium to open windows with.
 * @throws when there is none, with the way to get one
 */
export function findChromium(): string {
  const found = find(process.env, systemPlatform);
  if (found === null) throw new Error('No Chromium was found: install one (npm run setup), or name it in CHROMIUM');
  return found;
}
