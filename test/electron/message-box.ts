import { openTarget } from './chromium/targets.ts';
import { browser } from './lifecycle.ts';
import type { MessageBox } from './surroundings.ts';

const SIZE = { width: 460, height: 260 };
const BINDING = 'hostAnswer';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`).replaceAll('\n', '<br>');

/** Returns the box as a page, in which Enter and Escape work as in a native box. */
function page({ title, message, detail, buttons, cancelId }: MessageBox): string {
  const button = (label: string, number: number): string =>
    `<button onclick="${BINDING}('${number}')"${number === cancelId ? ' autofocus' : ''}>${escaped(label)}</button>`;
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { margin: 24px }
  h1 { font-size: 17px; margin: 0 0 8px }
  footer { display: flex; gap: 8px; justify-content: flex-end; margin-top: 24px }
  button { font: inherit; padding: 6px 16px }
</style>
<main role="alertdialog" aria-labelledby="m" aria-describedby="d">
<h1 id="m">${escaped(message)}</h1><p id="d">${escaped(detail)}</p>
<footer>${buttons.map(button).join('')}</footer></main>
<script>addEventListener('keydown', ({ key }) => key === 'Escape' && ${BINDING}('${cancelId}'))</script>`;
}

/** Shows a message box as a window of its own. Resolves with the number of the button; closing the window cancels. */
export async function askOnPage(box: MessageBox): Promise<number> {
  const { cdp } = await browser();
  const { browserContextId } = await cdp.send<{ browserContextId: string }>('Target.createBrowserContext', {
    disposeOnDetach: true,
  });
  const { targetId, session, gone } = await openTarget(browserContextId, SIZE);
  const answered = new Promise<number>((resolve) => {
    session.on<{ name: string; payload: string }>('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) resolve(Number(payload));
    });
  });
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Runtime.addBinding', { name: BINDING }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
  await session.send('Page.navigate', { url: `data:text/html;charset=utf-8,${encodeURIComponent(page(box))}` });
  const button = await Promise.race([answered, gone.then(() => box.cancelId)]);
  // The context is useless without its last page, which may already be gone.
  await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
  await cdp.send('Target.disposeBrowserContext', { browserContextId }).catch(() => {});
  return button;
}
