import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStation, type StationPc, sees } from './station.ts';

const isOnPurpose = process.env.TALKMELDER_FAIL === 'yes';

if (isOnPurpose) {
  let pc: StationPc;
  afterEach(() => pc.stop());

  const open = async (): Promise<void> => {
    pc = await openStation();
    await sees(await pc.app.window(), 'Adresse deiner Nextcloud');
  };

  it('fails', async () => {
    await open();
    throw new Error('on purpose');
  });

  it('fails after its app', async () => {
    await open();
    await pc.app.kill();
    throw new Error('on purpose');
  });

  it('works', open);

  describe('a hook', () => {
    beforeEach(async () => {
      await open();
      throw new Error('in the hook');
    });
    it('that fails', () => {});
  });
} else {
  it('a failed test leaves its error, the output of its apps and pictures of their windows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'talkmelder-traces-'));
    try {
      const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
      const failing = spawn(process.execPath, [vitest, 'run', '--project', 'e2e', import.meta.filename], {
        cwd: join(import.meta.dirname, '../..'),
        stdio: 'ignore',
        env: { ...process.env, TALKMELDER_FAIL: 'yes', TALKMELDER_TRACES: folder },
      });
      expect(await once(failing, 'exit')).toEqual([1, null]);
      expect(readdirSync(folder).toSorted()).toEqual([
        'traces-full-a-hook-that-fails-1.png',
        'traces-full-a-hook-that-fails-1.txt',
        'traces-full-fails-1.png',
        'traces-full-fails-1.txt',
        'traces-full-fails-after-its-app-1.txt',
      ]);
      const told = (name: string): string => readFileSync(join(folder, name), 'utf8');
      expect(told('traces-full-fails-1.txt')).toMatch(
        /traces\.full\.test\.ts: fails[\s\S]*on purpose[\s\S]*Talkmelder \d+\.\d+/,
      );
      expect(told('traces-full-a-hook-that-fails-1.txt')).toContain('in the hook');
      expect(told('traces-full-fails-after-its-app-1.txt')).toContain('No picture: the app has ended.');
      expect(readFileSync(join(folder, 'traces-full-fails-1.png')).subarray(1, 4).toString()).toBe('PNG');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
