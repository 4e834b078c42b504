import type { CDPSession, Page } from 'playwright-core';
import { MOMENT } from './moment.ts';
import { smallPng } from './small-png.ts';

/** The window's time is a little later, so that the latest events are some seconds old. */
const SECONDS_AFTER = 30_000;

/** Stops the page's clock at the moment of the pictures; its timers go on. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.setFixedTime(MOMENT + SECONDS_AFTER);
  // The window reads the clock when it comes to the front.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/** Texts that differ between runs, and their substitutes in the picture. */
type Substitutes = readonly (readonly [found: string, shown: string])[];

/**
 * Returns substitutes for the servers' addresses and this machine's versions, as an installed Talkmelder shows them.
 */
export async function substitutes(page: Page, serverUrl: string, otherUrl: string): Promise<Substitutes> {
  const facts = await page.evaluate(async () => {
    const answer = await window.talkmelder.getDiagnostics();
    return answer.ok ? answer.value : null;
  });
  const shown = [
    [serverUrl, 'cloud.example.org'],
    [otherUrl, 'talk.example.net'],
  ] as const;
  return [
    ...shown.map(([url, host]) => [url, `https://${host}`] as const),
    ...shown.map(([url, host]) => [new URL(url).host, host] as const),
    ...(facts === null
      ? []
      : ([
          [facts.system, 'Windows 11'],
          [facts.electron, '45.4.1'],
          [facts.chromium, '150.0.7871.46'],
          [facts.node, '24.21.0'],
        ] as const)),
  ];
}

/** Runs in the page: inserts the substitutes, and stops blinking and endless animations. */
async function still(replace: Substitutes): Promise<void> {
  const replaced = (text: string): string =>
    replace.reduce((done, [found, shown]) => (found === '' ? done : done.replaceAll(found, shown)), text);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = node as Text;
    if (replaced(data) !== data) (node as Text).data = replaced(data);
  }
  for (const field of document.querySelectorAll('input')) {
    if (replaced(field.value) !== field.value) field.value = replaced(field.value);
  }
  for (const field of document.querySelectorAll<HTMLElement>('input, textarea')) field.style.caretColor = 'transparent';
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
  }
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
}

/** Takes a picture of the window, as a PNG. @param scale pixels of the picture per CSS pixel */
export async function takePicture(
  page: Page,
  devtools: CDPSession,
  replace: Substitutes,
  scale: number,
): Promise<Buffer> {
  await page.evaluate(still, replace);
  const seen = await page.evaluate(() => ({
    x: window.scrollX,
    y: window.scrollY,
    width: window.innerWidth,
    height: window.innerHeight,
  }));
  const clip = { ...seen, scale };
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'png', clip, optimizeForSpeed: true });
  return smallPng(Buffer.from(data, 'base64'));
}
