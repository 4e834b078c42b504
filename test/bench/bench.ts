import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { alarmFigures } from './alarm-latency.ts';
import type { Figures } from './budgets.ts';
import { bundleFigures } from './bundle-size.ts';
import { fleetFigures } from './fleet.ts';
import { idleFigures } from './idle-hour.ts';
import { listFigures } from './list-diff.ts';
import { pollLatency, pushLatency } from './notify-latency.ts';
import { formatted, judge } from './verdict-table.ts';
import { windowFigures } from './window.ts';

/** `npm run bench -- --json out/bench.json` measures, compares with the budgets, and fails when one is missed. */
const { values } = parseArgs({ options: { json: { type: 'string' } } });

const PARTS: [name: string, measure: () => Figures | null | Promise<Figures | null>][] = [
  ['sizes of the bundles', bundleFigures],
  // These come before the others, which leave garbage behind.
  ['unchanged lists', listFigures],
  ['the window in Chromium', windowFigures],
  ['notifications by push', pushLatency],
  ['notifications by polling', pollLatency],
  ['an idle hour', idleFigures],
  ['alarms', alarmFigures],
  ['a hundred PCs', fleetFigures],
];

const figures: Figures = {};
for (const [name, measure] of PARTS) {
  const started = performance.now();
  const measured = await measure();
  Object.assign(figures, measured);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${name}: ${measured === null ? 'not measured, there is no Chromium' : `${seconds} s`}`);
}

const rows = judge(figures);
console.log(`\n${formatted(rows)}\n`);

if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  const notes = Object.fromEntries(
    rows.map(({ figure, budget, verdict, note }) => [figure, { budget, verdict, note }]),
  );
  writeFileSync(values.json, `${JSON.stringify({ figures, notes }, null, 2)}\n`);
}
if (rows.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1;
