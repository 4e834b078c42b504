import { findChromium as find } from '../../../build/chromium.mjs';
import { systemPlatform } from '../options.ts';

/** Returns the Chromium for the windows. @throws without one; the message says how to get one */
export function findChromium(): string {
  const found = find(process.env, systemPlatform);
  if (found === null) throw new Error('No Chromium was found: install one (npm run setup), or name it in CHROMIUM');
  return found;
}
