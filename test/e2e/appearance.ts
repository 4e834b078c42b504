import type { CDPSession, Page } from 'playwright-core';

/** How the window is looked at. */
export interface Appearance {
  theme: 'light' | 'dark';
  /** 2: as at 200 % zoom, half as many CSS pixels each way. (They are not larger: nothing but a picture would show that.) */
  zoom?: 1 | 2;
  reducedMotion?: boolean;
  forcedColours?: boolean;
}

/** What a session has set ends with it, so each page keeps its own. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function devtoolsOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

/**
 * Lets the page see a theme, a zoom and what people prefer, and resolves when all of it is drawn. Over the page, because
 * the operating system that a test runs on has its own.
 * @param size the window's, in CSS pixels at 100 %
 */
export async function appear(
  page: Page,
  appearance: Appearance,
  size: { width: number; height: number },
): Promise<void> {
  const { theme, zoom = 1, reducedMotion = false, forcedColours = false } = appearance;
  await page.emulateMedia({
    colorScheme: theme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: forcedColours ? 'active' : 'none',
  });
  const devtools = await devtoolsOf(page);
  await devtools.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(size.width / zoom),
    height: Math.round(size.height / zoom),
    deviceScaleFactor: 1,
    mobile: false,
  });
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const pictures = [...document.images].filter((image) => image.checkVisibility() && !image.complete);
    await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
    // What fades in or slides has arrived; what turns or pulses for as long as it waits never does.
    const ends = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    const short = ends.filter((animation) => Number(animation.effect?.getComputedTiming().endTime) < 1_000);
    await Promise.all(short.map((animation) => animation.finished.catch(() => {})));
  });
}
