import { bars } from './en/bars.ts';
import { base } from './en/base.ts';
import { copying } from './en/copying.ts';
import { doctor } from './en/doctor.ts';
import { menus } from './en/menus.ts';
import { reply } from './en/reply.ts';
import { rowMenu } from './en/row-menu.ts';
import { rows } from './en/rows.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import type { Messages } from './index.ts';

export const en: Messages = {
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
};
