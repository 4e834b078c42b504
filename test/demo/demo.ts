/** `npm run demo` starts the app for a user, or plays a tour with `--tour`; see README.md. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lookForLaunch } from '../../build/launch-facts.ts';
import { planLaunch } from '../../build/launch-plan.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import { seedAppointments } from './appointments.ts';
import { stayOpen } from './stay-open.ts';

const { values } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
    report: { type: 'string' },
    server: { type: 'string' },
    lang: { type: 'string' },
    theme: { type: 'string' },
  },
});
const print = (line: string): void => console.log(line);

async function startServer() {
  const nextcloud = await startNextcloud();
  const station = nextcloud.control.seedStation();
  seedAppointments(nextcloud.control, nextcloud.url, station);
  // A test alarm examines push as well.
  nextcloud.control.setPush('on');
  // A station wants notifications for every message of this group.
  nextcloud.control.setLevel('alice', station.einsatzgruppe, 1);
  return { nextcloud, group: station.einsatzgruppe };
}

/** Plays the tour. Only the tour loads the modules that drive the app. */
async function playTour(say: (line: string) => void): Promise<boolean> {
  const { prepareLaunch } = await import('../e2e/launch.ts');
  const tour = await import('./tour.ts');
  const launching = await prepareLaunch('tour', say);
  try {
    const report = await tour.playTour({
      startServer,
      pictures: join(import.meta.dirname, '..', '..', 'out', 'tour'),
      locale: values.lang === 'en' ? 'en-US' : 'de-DE',
      theme: values.theme === 'dark' ? 'dark' : 'light',
      print,
    });
    if (values.report) (await import('./report.ts')).writeReport(values.report, report);
    print(report.passed ? 'The tour passed.' : 'The tour FAILED.');
    return report.passed;
  } finally {
    await launching.end();
  }
}

async function run(): Promise<number> {
  if (values.tour) return (await playTour(print)) ? 0 : 1;
  const plan = planLaunch(await lookForLaunch('demo'));
  for (const line of plan.words) print(line);
  if (plan.where === 'nowhere') return 1;
  if (plan.purpose === 'tour') {
    if (values.server === undefined) return (await playTour(() => {})) ? 0 : 1;
    print(`The tour is played on the embedded server only, not on ${values.server}.`);
    return 1;
  }
  return stayOpen({ plan, startServer, server: values.server, language: values.lang, theme: values.theme, print });
}

try {
  process.exit(await run());
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
