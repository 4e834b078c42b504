import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replayRecordedCompanions } from './recorded-companions.ts';
import { readShapes } from './recordings.ts';
import { Replay } from './replay.ts';
import { startNextcloud } from './server.ts';

const CAPTURES = new URL('../../../shared/talk-api/captures/', import.meta.url);
const isThere = existsSync(CAPTURES);

/** Sessions differ in unused namespaces, in tags, in the time at which a client wrote, and in the port of the recorded server. */
const bare = (text: string): string =>
  text
    .replace(/ xmlns:(?:card|cal|cs)="[^"]*"/g, '')
    .replace(/(&quot;)[0-9a-f]{32}(&quot;)/g, '$1…$2')
    .replace(/sync\/\d+/g, 'sync/…')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://server');

const NAMES = [
  'caldav-principal',
  'caldav-calendar-home',
  'caldav-calendars',
  'caldav-query-expand',
  'caldav-query-nothing',
  'caldav-no-such-calendar-404',
];
const without = isThere ? '' : ' (skipped: the recordings are not beside the project)';

it.runIf(isThere)(`CalDAV answers are those of the recorded server, letter by letter${without}`, async () => {
  let now = 0;
  const nextcloud = await startNextcloud({ now: () => now });
  const replay = new Replay(nextcloud, readShapes(), (seconds) => {
    now = seconds * 1_000;
  });
  const answers = new Map<string, string>();
  const { send } = replay;
  replay.send = async (name, options) => {
    const answer = await send.call(replay, name, options);
    answers.set(name, answer.text);
    return answer;
  };
  await replayRecordedCompanions(replay);
  await nextcloud.close();
  for (const name of NAMES) {
    const recorded = JSON.parse(readFileSync(new URL(`${name}.json`, CAPTURES), 'utf8'));
    expect(bare(answers.get(name) ?? ''), name).toEqual(bare(recorded.response.body));
  }
});
