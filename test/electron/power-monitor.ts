import { EventEmitter } from 'node:events';
import { desk } from './desk.ts';
import { assertReady } from './lifecycle.ts';
import { strict } from './strict.ts';
import { windows } from './window-list.ts';

const surface = ['getSystemIdleTime'] as const satisfies (keyof Electron.PowerMonitor)[];

/** Seconds since a person used keyboard or mouse. */
let idle = 0;

class HostMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, (typeof surface)[number]> {
  getSystemIdleTime(): number {
    return idle;
  }
}

const emitter = new HostMonitor();

export const powerMonitor = strict(emitter, {
  name: 'powerMonitor',
  surface,
  events: [
    'suspend',
    'resume',
    'lock-screen',
    'unlock-screen',
    'shutdown',
    'user-did-resign-active',
    'user-did-become-active',
  ],
  guard: () => assertReady('The powerMonitor module cannot be used'),
});

for (const [act, event] of [
  ['system.suspend', 'suspend'],
  ['system.resume', 'resume'],
  ['system.lock', 'lock-screen'],
  ['system.unlock', 'unlock-screen'],
  ['system.switchAway', 'user-did-resign-active'],
  ['system.switchBack', 'user-did-become-active'],
] as const) {
  desk.offer(act, () => {
    if (event === 'lock-screen' || event === 'unlock-screen') {
      desk.show({ locked: event === 'lock-screen' });
      for (const window of windows) window.followLock();
    }
    emitter.emit(event);
  });
}
desk.offer('system.idle', (seconds) => {
  idle = Number(seconds);
});
desk.whenForgetting(() => {
  idle = 0;
  if (desk.snapshot().locked) desk.act('system.unlock', []);
});
