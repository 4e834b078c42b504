import { beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange } from '../../../main/core/model/settings.ts';
import type { Result } from '../../../preload/contract.ts';
import { createEditor } from './editor.ts';

type Answer = (result: Result<undefined>) => void;
const calls: { change: SettingsChange; answer: Answer }[] = [];
vi.mock('../../bridge.ts', () => ({
  bridge: {
    changeSettings: (change: SettingsChange) =>
      new Promise<Result<undefined>>((answer) => {
        calls.push({ change, answer });
      }),
  },
}));

const accepted: Result<undefined> = { ok: true, value: undefined };
const refused: Result<undefined> = { ok: false, error: 'internal' };

let settings: Settings;
beforeEach(() => {
  settings = DEFAULT_SETTINGS;
  calls.length = 0;
});

it('shows the choice at once and sends only that value to main', async () => {
  const editor = createEditor(
    () => settings,
    () => [],
  );
  const done = editor.change('theme', 'dark');
  expect(editor.value('theme')).toBe('dark');
  expect(calls.map(({ change }) => change)).toEqual([{ theme: 'dark' }]);
  settings = { ...settings, theme: 'dark' };
  calls[0]?.answer(accepted);
  await done;
  expect(editor.value('theme')).toBe('dark');
});

it('restores the old value when main refuses', async () => {
  const editor = createEditor(
    () => settings,
    () => [],
  );
  const done = editor.change('sound', false);
  expect(editor.value('sound')).toBe(false);
  calls[0]?.answer(refused);
  await done;
  expect(editor.value('sound')).toBe(true);
});

it('does not let the answer to an older choice undo a newer one', async () => {
  const editor = createEditor(
    () => settings,
    () => [],
  );
  const older = editor.change('compact', 3);
  const newer = editor.change('compact', 5);
  calls[0]?.answer(refused);
  await older;
  expect(editor.value('compact')).toBe(5);
  settings = { ...settings, compact: 5 };
  calls[1]?.answer(accepted);
  await newer;
  expect(editor.value('compact')).toBe(5);
});

it('shows the value of the state once main has answered', async () => {
  const editor = createEditor(
    () => settings,
    () => [],
  );
  const done = editor.change('language', 'en');
  calls[0]?.answer(accepted);
  await done;
  settings = { ...settings, language: 'de' };
  expect(editor.value('language')).toBe('de');
});
