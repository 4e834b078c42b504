import { createStore } from 'solid-js/store';
import type { SettingKey, Settings } from '../../../main/core/model/settings.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';

type Key = keyof Settings;

/** Reads and changes settings one by one. */
export type Editor = {
  /** The value to show: a fresh choice, else the value of the state. Reactive. */
  value: <K extends Key>(key: K) => Settings[K];
  /** Whether the administrator has locked the setting. Reactive. */
  locked: (key: Key) => boolean;
  /** Applies at once. If main refuses, the old value returns, and the toast says why. */
  change: <K extends Key>(key: K, value: Settings[K]) => Promise<void>;
};

/** @param settings and @param locked: from the state */
export const createEditor = (settings: () => Settings, locked: () => SettingKey[]): Editor => {
  /** Choices that main has not answered yet. */
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
      // Main sends the new state before its answer. The answer to an older choice says nothing about a newer one.
      if (latest.get(key) === choice) setPending({ [key]: undefined });
    },
  };
};
