import { bars } from './de/bars.ts';
import { base } from './de/base.ts';
import { copying } from './de/copying.ts';
import { doctor } from './de/doctor.ts';
import { menus } from './de/menus.ts';
import { reply } from './de/reply.ts';
import { rowMenu } from './de/row-menu.ts';
import { rows } from './de/rows.ts';
import { settings } from './de/settings.ts';
import { signIn } from './de/sign-in.ts';

/** German, the first language: its keys and placeholders are what every other language must have. */
export const de = {
  ...base,
  ...bars,
  ...rows,
  ...rowMenu,
  ...reply,
  ...menus,
  ...copying,
  ...settings,
  ...signIn,
  ...doctor,
} as const;
