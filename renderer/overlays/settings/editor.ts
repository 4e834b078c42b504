import { createStore } from 'solid-js/store';
import type { SettingKey, Settings } from '../../../main/core/model/settings.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';

type Key = keyof Settings;

/** Reads and changes settings, one by one. */
export type Editor = {
  /** What to show: what was just chosen, else what the state says. Reactive. */
  value: <K extends Key>(key: K) => Settings[K];
  /** The administrator has laid it down. Reactive. */
  locked: (key: Key) => boolean;
  /** Applies at once. What main refuses goes back to what it was; the toast says why. */
  change: <K extends Key>(key: K, value: Settings[K]) => Promise<void>;
};

/** @param settings and @param locked: what the state says */
export const createEditor = (settings: () => Settings, locked: () => SettingKey[]): Editor => {
  /** What was chosen and not answered yet. */
  const [pending, setPending] = createStore<{ [K in Key]?: Settings[K] | undefined }>({});
  const latest = new Map<Key, object>();
  return {
    value: <K extends Key>(key: K): Settings[K] => pending[key] ?? settings()[key],
    locked: (key) => locked().includes(key),
    async change(key, value) {
      const choice = {};
      latest.set(key, choice);
      setPending({ [key]: value });
      await attempt(bridge.changeSettings({ [key]: value }));
      // Main tells the new state before it answers. The answer to an older choice says nothing about a newer one.
      if (latest.get(key) === choice) setPending({ [key]: undefined });
    },
  };
};
