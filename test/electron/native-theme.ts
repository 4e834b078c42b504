import { EventEmitter } from 'node:events';
import { desk } from './desk.ts';
import { options } from './options.ts';
import { strict } from './strict.ts';

const surface = ['shouldUseDarkColors', 'themeSource'] as const satisfies (keyof Electron.NativeTheme)[];

class HostTheme extends EventEmitter implements Pick<Electron.NativeTheme, (typeof surface)[number]> {
  #source: Electron.NativeTheme['themeSource'] = 'system';
  #system = options.theme;

  get shouldUseDarkColors(): boolean {
    return (this.#source === 'system' ? this.#system : this.#source) === 'dark';
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#change(() => {
      this.#source = source;
    });
  }

  setSystem(theme: 'light' | 'dark'): void {
    this.#change(() => {
      this.#system = theme;
    });
  }

  #change(apply: () => void): void {
    const before = this.shouldUseDarkColors;
    apply();
    if (this.shouldUseDarkColors !== before) this.emit('updated');
  }
}

/** The host's own side of `nativeTheme`; windows follow its `updated` event. */
export const hostTheme = new HostTheme();
export const nativeTheme = strict(hostTheme, { name: 'nativeTheme', surface, events: ['updated'] });

desk.offer('system.theme', (theme: 'light' | 'dark') => hostTheme.setSystem(theme));
desk.whenForgetting(() => hostTheme.setSystem(options.theme));
