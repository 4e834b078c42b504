import type { Page } from 'playwright-core';
import { type Pixels, readPixels } from '../screenshots/small-png.ts';

/** Text whose background axe-core cannot judge, because it is a gradient. */
interface Doubtful {
  name: string;
  /** Red, green, blue; 0–255. */
  colour: [number, number, number];
  /** WCAG 2.2, 1.4.3: 3 for large text, 4.5 for the rest. */
  least: number;
  /** The visible places of the text, without covered ones. */
  boxes: { x: number; y: number; width: number; height: number }[];
}

/** Runs in the page: finds the elements, and hides their text. */
function hideWords(selectors: string[]): Doubtful[] {
  const boxesOf = (element: Element): Doubtful['boxes'] =>
    [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== Node.TEXT_NODE) return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      // Text behind an ellipsis has a box, but is not drawn.
      const { right } = element.getBoundingClientRect();
      return [...range.getClientRects()].flatMap(({ x, y, width: whole, height }) => {
        const width = Math.min(whole, right - x);
        const seen = document.elementFromPoint(x + width / 2, y + height / 2);
        return seen !== null && element.contains(seen) ? [{ x, y, width, height }] : [];
      });
    });
  const found = selectors.flatMap((selector) => {
    const element = document.querySelector<HTMLElement>(selector);
    return element ? [{ element, boxes: boxesOf(element) }] : [];
  });
  const described = found.map(({ element, boxes }): Doubtful => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const size = Number.parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    const [red = 0, green = 0, blue = 0] = color.match(/[\d.]+/g)?.map(Number) ?? [];
    return { name: element.outerHTML.slice(0, 100), colour: [red, green, blue], least: large ? 3 : 4.5, boxes };
  });
  for (const { element } of found) {
    element.dataset.words = element.style.color;
    element.style.color = 'transparent';
  }
  return described;
}

/** Runs in the page. */
function showWords(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]')) {
    element.style.color = element.dataset.words ?? '';
    delete element.dataset.words;
  }
}

/** Relative luminance. WCAG 2.2. */
const luminance = (colour: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const contrast = (a: readonly number[], b: readonly number[]): number => {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
};

/** Returns the lowest contrast between the colour and the pixels in the middle line of each box, where the text was. */
function lowest({ colour, boxes }: Doubtful, { width, height, rgb }: Pixels): number {
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const y = Math.floor(box.y + box.height / 2);
    if (y < 0 || y >= height) continue;
    for (let x = Math.max(0, Math.ceil(box.x)); x < Math.min(width, Math.floor(box.x + box.width)); x += 1) {
      const at = (y * width + x) * 3;
      least = Math.min(least, contrast(colour, [...rgb.subarray(at, at + 3)]));
    }
  }
  return least;
}

/** Checks the pixels behind the text of these elements; returns the places with too low a contrast. */
export async function lowContrast(page: Page, selectors: string[]): Promise<string[]> {
  if (selectors.length === 0) return [];
  const doubtful = await page.evaluate(hideWords, selectors);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'png' });
  await devtools.detach();
  await page.evaluate(showWords);
  const pixels = readPixels(Buffer.from(data, 'base64'));
  return doubtful.flatMap((element) => {
    const found = lowest(element, pixels);
    return found < element.least
      ? [`contrast of ${found.toFixed(2)} instead of ${element.least}: ${element.name}`]
      : [];
  });
}
