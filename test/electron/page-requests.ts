import { clipboardText, copyText } from './clipboard.ts';
import type { ToMain, WindowRequest } from './page/messages.ts';
import type { Page } from './page.ts';
import { toChromium } from './schemes.ts';
import type { HostSession, Permission } from './session.ts';
import { facade } from './strict.ts';
import type { HostContents } from './web-contents.ts';

/** Asks the app about a permission that a page requests or queries, and applies the answer in Chromium. */
export async function decidePermission(
  contents: HostContents,
  session: HostSession,
  { check, name }: Extract<ToMain, { kind: 'permission' }>,
): Promise<void> {
  const app = facade<Electron.WebContents>(contents);
  const url = contents.getURL();
  const permission = name as Permission;
  const allowed = check
    ? session.mayQuery(app, permission, url, contents.frame.origin)
    : await session.mayRequest(app, permission, url);
  await session.grant(permission, new URL(toChromium(url)).origin, allowed);
}

/** Returns the details that `setWindowOpenHandler` gets about a window that a page wants to open. */
export const openDetails = ({ url, windowName, windowFeatures }: WindowRequest): Electron.HandlerDetails => ({
  url,
  frameName: windowName === '_blank' ? '' : windowName,
  features: windowFeatures.join(','),
  disposition: windowFeatures.some((feature) => /^(width|height|left|top)=/.test(feature))
    ? 'new-window'
    : 'foreground-tab',
  referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
});

export type EditRole = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectall';

/** Applies a menu entry's role to the page, with the desk's clipboard, because a test has no other. */
export async function edit(page: Page, role: EditRole): Promise<void> {
  if (role === 'cut' || role === 'copy') await copyText(await page.selection());
  if (role === 'cut') await page.edit('delete');
  else if (role === 'paste') await page.insert(clipboardText());
  else if (role === 'selectall') await page.edit('selectAll');
  else if (role !== 'copy') await page.edit(role);
}
