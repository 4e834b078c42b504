import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from '../within.ts';

export interface VirtualDisplay {
  /** The environment with which a process shows its windows there. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Prints the display, and lives until its input ends, even if the process that started it is killed. */
const KEEPER = `
  const { DISPLAY, XAUTHORITY } = process.env;
  process.stdout.write(JSON.stringify({ DISPLAY, XAUTHORITY }) + '\\n');
  process.stdin.resume().on('end', () => process.exit(0));`;

/**
 * Starts a virtual display.
 * @param xvfbRun the path of Debian's `xvfb-run`, which chooses a number and a key for it
 */
export async function startVirtualDisplay(xvfbRun: string): Promise<VirtualDisplay> {
  const server = '-screen 0 1920x1080x24 -nolisten tcp';
  // The display gets its own process group: Ctrl-C in the terminal must not take it from an app that is quitting.
  const child = spawn(xvfbRun, ['-a', `--server-args=${server}`, process.execPath, '-e', KEEPER], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => Promise.reject(new Error(`${xvfbRun} has ended with ${code}`)));
  failed.catch(() => {});
  const [line] = await within('the virtual display', Promise.race([once(child.stdout, 'data'), failed]));
  const found: { DISPLAY: string; XAUTHORITY?: string } = JSON.parse(String(line));
  return {
    env: { DISPLAY: found.DISPLAY, ...(found.XAUTHORITY !== undefined && { XAUTHORITY: found.XAUTHORITY }) },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
