import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trayStates } from '../../build/icons.ts';
import { trayFile } from './tray-file.ts';

const folder = join(import.meta.dirname, '../../build/icons/tray');

it.each(['linux', 'win32', 'darwin'])('%s has a picture for every state in every style', (platform) => {
  for (const style of ['system', 'colour', 'mono', 'contrast'] as const)
    for (const icon of trayStates) {
      const file = trayFile({ icon, style }, platform);
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
});

it('a template image is the default only on macOS', () => {
  const idle = { icon: 'idle', style: 'system' } as const;
  expect(trayFile(idle, 'darwin')).toBe('mac/mono/idleTemplate.png');
  expect(trayFile({ ...idle, style: 'contrast' }, 'darwin')).toBe('mac/contrast/idle.png');
  expect(trayFile(idle, 'win32')).toBe('win/colour/idle.ico');
  expect(trayFile(idle, 'linux')).toBe('linux/colour/idle.png');
});
