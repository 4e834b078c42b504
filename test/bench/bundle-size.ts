import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';
import type { Figures } from './budgets.ts';

const OUT = new URL('../../out/', import.meta.url);

/** Returns all files below a folder of out/ with this ending. */
function filesIn(folder: string, ending: RegExp): URL[] {
  const url = new URL(folder, OUT);
  const files = readdirSync(url, { recursive: true, encoding: 'utf8' }).filter((file) => ending.test(file));
  if (files.length === 0) throw new Error(`nothing in out/${folder}: run "npm run build" first`);
  return files.map((file) => new URL(file, url));
}

/** Returns the size in kB, with each file compressed separately, as a server would. */
const gzipKb = (files: readonly URL[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1_000;

/**
 * Returns the files that the browser needs before it shows anything: the page's scripts and styles, and the scripts'
 * imports.
 */
function loadedAtStart(page: URL): Set<string> {
  const html = readFileSync(page, 'utf8');
  const waiting = [...html.matchAll(/\b(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, path = '']) => new URL(path, page),
  );
  const loaded = new Set<string>();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (loaded.has(file.href)) continue;
    loaded.add(file.href);
    if (!file.pathname.endsWith('.js')) continue;
    const { staticImports } = parseSync(file.pathname, readFileSync(file, 'utf8')).module;
    for (const { moduleRequest } of staticImports) waiting.push(new URL(moduleRequest.value, file));
  }
  return loaded;
}

export const bundleFigures = (): Figures => {
  const atStart = loadedAtStart(new URL('renderer/index.html', OUT));
  const files = filesIn('renderer/', /\.(js|css)$/);
  const main = filesIn('main/', /\.js$/);
  const isEntry = ({ href }: URL): boolean => href.endsWith('/index.js');
  return {
    window_js_css_gzip_kb: gzipKb(files.filter(({ href }) => atStart.has(href))),
    window_lazy_gzip_kb: gzipKb(files.filter(({ href }) => !atStart.has(href))),
    main_bundle_gzip_kb: gzipKb(main.filter(isEntry)),
    main_lazy_gzip_kb: gzipKb(main.filter((file) => !isEntry(file))),
  };
};
