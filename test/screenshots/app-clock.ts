/**
 * This file loads into the app's process before the app. The clock starts at the moment of the pictures and goes on
 * from there, because timers must still fire.
 */
import { MOMENT } from './moment.ts';

const System = Date;
const ahead = MOMENT - System.now();

class Shifted extends System {
  constructor(...values: [] | ConstructorParameters<typeof Date>) {
    if (values.length === 0) super(Shifted.now());
    else super(...values);
  }

  static override now(): number {
    return System.now() + ahead;
  }
}

globalThis.Date = Shifted as DateConstructor;
