import type { Codec } from './codec.ts';

/** One end of the bridge between the page's own world and the preload's. */
export type WorldBridge = {
  /** Calls the handler of `name` at the other end. Returns a copy of its result, or throws a copy of its error. */
  ask(name: string, ...args: unknown[]): unknown;
  answer(name: string, handler: (...args: never[]) => unknown): void;
};

type Answer = { value?: string; error?: string };

/**
 * Two worlds share only the DOM, so they communicate by events under a secret name. Dispatching is synchronous, and so
 * is a call across, as over Electron's contextBridge. Values cross as text: a function becomes a function that calls
 * back, a promise becomes one that settles with the original, and other values are copied. Self-contained: its source
 * text runs in the page, once per world.
 */
export function makeWorldBridge(codec: Codec, hear: string, say: string): WorldBridge {
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const promises = new Map<string, { resolve: (v: unknown) => void; reject: (e: unknown) => void }>();
  const dispatch = window.dispatchEvent.bind(window);
  let answered: Answer | undefined;
  let promiseCount = 0;

  const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  const replace = (value: unknown): unknown => {
    if (typeof value === 'function') return ['function', functions.push(value as never) - 1, value.name];
    if (!(value instanceof Promise)) return undefined;
    const id = `${hear} ${++promiseCount}`;
    value
      .then((result) => ask('settle', id, true, result))
      .catch((error) => ask('settle', id, false, new Error(errorText(error))));
    return ['promise', id];
  };

  const restore = (replacement: unknown): unknown => {
    const [kind, id] = replacement as ['function', number] | ['promise', string];
    if (kind === 'function') return (...args: unknown[]) => ask('call', id, ...args);
    return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
  };

  const handle = (text: string): Answer => {
    try {
      const [name, ...args] = codec.decode(text, restore) as [string, ...never[]];
      const handler = handlers.get(name);
      if (!handler) throw new Error(`host: no handler for ${name} across the bridge`);
      return { value: codec.encode(handler(...args), replace) };
    } catch (error) {
      return { error: errorText(error) };
    }
  };

  const ask = (name: string, ...args: unknown[]): unknown => {
    answered = undefined;
    dispatch(new CustomEvent(say, { detail: `?${codec.encode([name, ...args], replace)}` }));
    const answer = answered as Answer | undefined;
    answered = undefined;
    if (!answer) throw new Error('host: the other world does not listen');
    if (answer.value === undefined) throw new Error(answer.error);
    return codec.decode(answer.value, restore);
  };

  window.addEventListener(hear, (event) => {
    const detail = String((event as CustomEvent).detail);
    if (detail.startsWith('?'))
      dispatch(new CustomEvent(say, { detail: `!${JSON.stringify(handle(detail.slice(1)))}` }));
    else answered = JSON.parse(detail.slice(1)) as Answer;
  });
  handlers.set('call', (id: number, ...args: unknown[]) => functions[id]?.(...args));
  handlers.set('settle', (id: string, ok: boolean, result: unknown) => {
    const promise = promises.get(id);
    promises.delete(id);
    if (ok) promise?.resolve(result);
    else promise?.reject(result);
  });
  return { ask, answer: (name, handler) => void handlers.set(name, handler) };
}
