import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startNextcloud } from '../nextcloud/server.ts';
import { writeReport } from './report.ts';
import { stayOpen } from './stay-open.ts';
import { playTour } from './tour.ts';

const { values } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
    report: { type: 'string' },
    server: { type: 'string' },
    lang: { type: 'string', default: 'de' },
    theme: { type: 'string', default: 'light' },
  },
});
const locale = values.lang === 'en' ? 'en-US' : 'de-DE';
const theme = values.theme === 'dark' ? 'dark' : 'light';
const print = (line: string): void => console.log(line);

async function startServer() {
  const nextcloud = await startNextcloud();
  const station = nextcloud.control.seedStation();
  // A station wants to hear everything from this group.
  nextcloud.control.setLevel('alice', station.einsatzgruppe, 1);
  return { nextcloud, group: station.einsatzgruppe };
}

if (values.tour) {
  const pictures = join(import.meta.dirname, '..', '..', 'out', 'tour');
  const report = await playTour({ startServer, pictures, locale, theme, print });
  if (values.report) writeReport(values.report, report);
  print(report.passed ? 'The tour passed.' : 'The tour FAILED.');
  process.exit(report.passed ? 0 : 1);
}
await stayOpen({ startServer, server: values.server, locale, theme, print });
