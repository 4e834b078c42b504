import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { lowContrast } from './contrast.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // This rule is part of WCAG 2.2 AA, but off by default.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations', 'incomplete'],
};

declare global {
  interface Window {
    axe?: { run(options: unknown): Promise<AxeResults> };
  }
}

/** Returns the violations that axe-core finds on screen: rule, element and reason. */
export async function violations(page: Page): Promise<string[]> {
  // The window's content security policy forbids a script element.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const { violations: found, incomplete } = await page.evaluate(async (options) => {
    if (!window.axe) throw new Error('axe-core is not in the page');
    return window.axe.run(options);
  }, OPTIONS);
  const doubtful = incomplete.flatMap(({ nodes }) => nodes).filter(isOnGradient);
  const behindGradients = await lowContrast(
    page,
    doubtful.map(({ target }) => target.join(' ')),
  );
  const wrong = found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${place(node)} – ${reason(node)}`),
  );
  return [...wrong, ...behindGradients];
}

const isOnGradient = ({ any }: NodeResult): boolean =>
  any.some(({ id, data }) => id === 'color-contrast' && data?.messageKey === 'bgGradient');

const place = ({ target, html }: NodeResult): string => `${target.join(' ')} ${html.slice(0, 120)}`;

const reason = ({ any, all, none }: NodeResult): string =>
  [...any, ...all, ...none].map(({ message }) => message).join('; ');
