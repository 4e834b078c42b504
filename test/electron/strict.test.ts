import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { facade, rawOf, strictClass } from './strict.ts';

class HostLamp extends EventEmitter {
  readonly seenWhileMade: HostLamp;
  readonly target: unknown;
  #on = false;
  #broken = false;

  constructor() {
    super();
    this.target = new.target;
    this.seenWhileMade = facade<HostLamp>(this);
  }

  static makers(): string[] {
    return ['Ada'];
  }

  turn(on: boolean): this {
    this.#on = on;
    this.emit('turned');
    return this;
  }

  isOn(): boolean {
    return this.#on;
  }

  smash(): void {
    this.#broken = true;
  }

  isBroken(): boolean {
    return this.#broken;
  }
}

const Lamp = strictClass(HostLamp, 'Lamp', ['makers'], {
  surface: ['turn', 'isOn', 'smash', 'isBroken', 'seenWhileMade', 'target'],
  events: ['turned'],
  guard: (property, lamp) => {
    if (lamp.isBroken() && property !== 'isBroken') throw new TypeError('Lamp is broken');
  },
});

describe('an instance of a strict class', () => {
  test('shows only its strict side, even if its constructor hands itself out', () => {
    const lamp = new Lamp();
    expect(lamp.seenWhileMade).toBe(lamp);
    expect(facade(rawOf<HostLamp>(lamp))).toBe(lamp);
    expect(facade(lamp)).toBe(lamp);
    expect(rawOf<HostLamp>(lamp) === lamp).toBe(false);
    expect(() => lamp.rawListeners('turned')).toThrow('host: Lamp.rawListeners is not implemented');
    expect(() => lamp.on('burnt', () => {})).toThrow("host: Lamp event 'burnt' is not implemented");
  });

  test('works like the bare instance, and never exposes it', () => {
    const lamp = new Lamp();
    let turned = 0;
    expect(lamp.on('turned', () => (turned += 1))).toBe(lamp);
    expect(lamp.turn(true)).toBe(lamp);
    expect([lamp.isOn(), turned]).toEqual([true, 1]);
    expect([lamp instanceof Lamp, lamp.target === Lamp, Lamp.makers()]).toEqual([true, true, ['Ada']]);
  });

  test('is guarded by its own state', () => {
    const [broken, whole] = [new Lamp(), new Lamp()];
    broken.smash();
    expect(() => broken.turn(true)).toThrow('Lamp is broken');
    expect([broken.isBroken(), whole.turn(true).isOn()]).toEqual([true, true]);
  });

  test('may be of a subclass, which keeps its prototype and its own fields', () => {
    class Torch extends Lamp {
      readonly #battery = 'full';
      static batteryOf(torch: Torch): string {
        return torch.#battery;
      }
    }
    const torch = new Torch();
    expect([torch instanceof Torch, torch.target === Torch, Torch.batteryOf(torch)]).toEqual([true, true, 'full']);
    expect(torch.seenWhileMade).toBe(torch);
    expect(() => torch.rawListeners('turned')).toThrow('host: Lamp.rawListeners is not implemented');
  });

  test('stays bare after the host creates it, until it is handed out', () => {
    const bare = new HostLamp();
    expect(bare.rawListeners('turned')).toEqual([]);
    expect(facade(bare)).toBe(bare.seenWhileMade);
    expect(facade(bare) === bare).toBe(false);
  });
});

test('an object without a strict side cannot be handed out', () => {
  expect(() => facade(new EventEmitter())).toThrow('host: EventEmitter has no strict side');
});
