import type { EventEmitter } from 'node:events';

/**
 * The members of an object that an app may use. All others throw by name, so that a missing feature cannot pass for one
 * without effect.
 */
export type Shape<T extends object = object> = {
  /** The object's name in errors, for example `app` or `BrowserWindow`. */
  name: string;
  surface: readonly string[];
  /** The events that it can emit; listening to others throws, too. Absent: any (ipc channels). */
  events?: readonly string[];
  /** Runs before each access; throws if the object must not be used (before ready, destroyed). */
  guard?: (property: string, raw: T) => void;
};

const emitterMethods: readonly string[] = [
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'removeAllListeners',
  'prependListener',
  'prependOnceListener',
  'emit',
  'listenerCount',
  'listeners',
  'eventNames',
  'setMaxListeners',
  'getMaxListeners',
] satisfies (keyof EventEmitter)[];
const subscribing = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
/**
 * Promises, JSON, assertion libraries and inspection ask every object for these: they are undefined, and do not throw.
 */
const neverThere = new Set(['then', 'toJSON', 'inspect', 'asymmetricMatch', '$$typeof', 'nodeType', '__esModule']);

const facades = new WeakMap<object, object>();
const raws = new WeakMap<object, object>();
/** Functions, one per strict class, that wrap its instances and return undefined for other objects. */
const wrappers: ((raw: object) => object | undefined)[] = [];

/** Returns the error for a feature that the host lacks. */
export const notImplemented = (what: string): Error => new Error(`host: ${what} is not implemented`);

/**
 * Returns the object as the app holds it. The caller names the Electron type of its surface. An instance of a strict
 * class gets its facade on the first call, even within its own constructor.
 */
export function facade<T>(raw: object): T {
  // A facade needs no other facade.
  if (raws.has(raw)) return raw as T;
  const found = facades.get(raw) ?? wrappers.map((wrap) => wrap(raw)).find((wrapped) => wrapped !== undefined);
  // The bare object would let an app reach everything.
  if (!found) throw new Error(`host: ${raw.constructor.name} has no strict side`);
  return found as T;
}

/** Returns the host's own object behind a facade from the app. */
export const rawOf = <T extends object>(given: unknown): T => (raws.get(given as object) ?? given) as T;

/** Wraps an object so that an app can only reach `shape`. Its own methods see the bare object. */
export function strict<T extends object>(raw: T, { name, surface, events, guard }: Shape<T>): T {
  const known = new Set([...surface, ...('emit' in raw ? emitterMethods : [])]);
  const checkEvent = (property: string, event: unknown): void => {
    if (events && subscribing.has(property) && typeof event === 'string' && !events.includes(event)) {
      throw notImplemented(`${name} event '${event}'`);
    }
  };
  const proxy: T = new Proxy(raw, {
    get(target, property) {
      if (typeof property === 'symbol' || property in Object.prototype) return Reflect.get(target, property, target);
      if (!known.has(property)) {
        if (neverThere.has(property)) return undefined;
        throw notImplemented(`${name}.${property}`);
      }
      guard?.(property, target);
      const value: unknown = Reflect.get(target, property, target);
      // A class (`net.WebSocket`) stays unwrapped, because a wrapped one could not be constructed.
      if (typeof value !== 'function' || property === 'prototype' || isClass(value)) return value;
      return (...args: unknown[]): unknown => {
        checkEvent(property, args[0]);
        const result: unknown = Reflect.apply(value, target, args);
        return result === target ? proxy : result;
      };
    },
    set(target, property, value) {
      if (typeof property === 'string' && !surface.includes(property)) throw notImplemented(`${name}.${property} =`);
      guard?.(String(property), target);
      return Reflect.set(target, property, value, target);
    },
    has: (target, property) => (typeof property === 'symbol' ? Reflect.has(target, property) : known.has(property)),
  });
  facades.set(raw, proxy);
  raws.set(proxy, raw);
  return proxy;
}

const isClass = (value: object): boolean => Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;

/**
 * Wraps a class that apps construct: an app can only reach its `statics`, and `new` returns an instance, also of
 * subclasses, with only `instances`. The host constructs the bare class, and hands out facades.
 */
export function strictClass<T extends object, C extends object>(
  raw: C & (abstract new (...args: never[]) => T),
  name: string,
  statics: readonly string[],
  instances: Omit<Shape<T>, 'name'>,
): C {
  wrappers.push((bare) => (bare instanceof raw ? strict<T>(bare, { ...instances, name }) : undefined));
  const constructing: C = new Proxy(raw, {
    construct: (target, args, newTarget) => facade<object>(Reflect.construct(target, args, newTarget)),
  });
  return strict(constructing, { name, surface: [...statics, 'prototype', 'name', 'length'] });
}

/** Returns a stand-in for a module or class that the host lacks completely. */
export function absent(name: string): never {
  return new Proxy(class {}, {
    get(_, property) {
      if (typeof property === 'symbol' || neverThere.has(property)) return undefined;
      throw notImplemented(`${name}.${property}`);
    },
    apply() {
      throw notImplemented(name);
    },
    construct() {
      throw notImplemented(`new ${name}`);
    },
  }) as never;
}
