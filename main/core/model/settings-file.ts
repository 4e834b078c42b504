import * as v from 'valibot';
import { AlarmRule } from './alarm.ts';

/** What an import has changed. */
export const ImportOutcome = v.strictObject({
  /** Settings that were taken over. */
  settings: v.number(),
  /** Alarm conversations that were taken over. */
  alarms: v.number(),
  /** What was not: unknown here, invalid or locked. */
  left: v.number(),
  /** Alarm conversations that no account here has. */
  missing: v.number(),
  /** The settings could be stored; otherwise they last until the app ends. */
  settingsSaved: v.boolean(),
  /** The names of alarm conversations that could not be stored: they ring until the app ends. */
  unsaved: v.array(v.string()),
});
export type ImportOutcome = v.InferOutput<typeof ImportOutcome>;

/** An alarm conversation as another computer can recognise it. */
export const SavedAlarm = v.strictObject({
  /** Base address. */
  server: v.pipe(v.string(), v.maxLength(2_000)),
  /** The token on that server. */
  conversation: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  rule: AlarmRule,
});
export type SavedAlarm = v.InferOutput<typeof SavedAlarm>;
