import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Figures } from './budgets.ts';

const OUT = new URL('../../out/', import.meta.url);

/** kB of all files below a folder of out/ that end so, each compressed by itself as a server would. */
function gzipKb(folder: string, ending: RegExp): number {
  const url = new URL(folder, OUT);
  const files = readdirSync(url, { recursive: true, encoding: 'utf8' }).filter((file) => ending.test(file));
  if (files.length === 0) throw new Error(`nothing in out/${folder}: run "npm run build" first`);
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, url))).length, 0) / 1_000;
}

export const bundleFigures = (): Figures => ({
  window_js_css_gzip_kb: gzipKb('renderer/', /\.(js|css)$/),
  main_bundle_gzip_kb: gzipKb('main/', /\.js$/),
});
