/**
 * Takes the place of the hook for MSIs: adds our part as that does, keeps the description for wixl, and stops
 * electron-builder before it fetches WiX, which cannot run here.
 */
import { copyFileSync } from 'node:fs';
import addPresets from '../../win/msi-project.ts';

/** The file to keep the description in. */
export const KEPT = 'TALKMELDER_MSI_PROJECT';

export default function keep(path: string): void {
  addPresets(path);
  copyFileSync(path, process.env[KEPT] ?? '');
  throw new Error('the description of the MSI is kept');
}
