import { desk } from './desk.ts';
import { strict } from './strict.ts';

const surface = ['start', 'stop', 'isStarted'] as const satisfies (keyof Electron.PowerSaveBlocker)[];

let lastId = -1;
const running = new Set<number>();
const tell = (): void => desk.show({ awake: running.size > 0 });

class HostBlocker implements Pick<Electron.PowerSaveBlocker, (typeof surface)[number]> {
  /** Returns an id; the first is 0, as in Electron. */
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    if (!['prevent-app-suspension', 'prevent-display-sleep'].includes(type))
      throw new TypeError('Error processing argument at index 0, conversion failure');
    lastId += 1;
    running.add(lastId);
    tell();
    return lastId;
  }

  /** Returns whether the blocker was running. */
  stop(id: number): boolean {
    const wasRunning = running.delete(id);
    tell();
    return wasRunning;
  }

  isStarted(id: number): boolean {
    return running.has(id);
  }
}

export const powerSaveBlocker = strict(new HostBlocker(), { name: 'powerSaveBlocker', surface });
