import type { CDPSession, Page } from 'playwright-core';

/** The appearance of a page for a check or a picture. */
export interface Appearance {
  theme: 'light' | 'dark';
  /**
   * 2: half as many CSS pixels each way, as at 200 % zoom. The pixels do not get larger, which only a picture would
   * show.
   */
  zoom?: 1 | 2;
  reducedMotion?: boolean;
  forcedColours?: boolean;
}

/** Settings end with their session, so each page keeps its own session. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function devtoolsOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

/**
 * Emulates theme, zoom and preferences for the page, and resolves when everything is drawn. Emulated in the page,
 * because the operating system of the test has its own settings.
 * @param size the window's size, in CSS pixels at 100 %
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
    // Waits for animations that end; spinners and pulses never do.
    const ends = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    const short = ends.filter((animation) => Number(animation.effect?.getComputedTiming().endTime) < 1_000);
    await Promise.all(short.map((animation) => animation.finished.catch(() => {})));
  });
}
