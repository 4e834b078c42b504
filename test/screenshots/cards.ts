import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Alarm, AlarmCard } from '../../main/core/model/alarm.ts';
import type { Call, CallCard } from '../../main/core/model/call.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { appear } from '../e2e/appearance.ts';
import type { AppDriver } from '../e2e/driver.ts';
import { launchApp } from '../e2e/launch.ts';
import { MOMENT } from './moment.ts';
import { stopClock, takePicture } from './picture.ts';

/** The screens of an old laptop and of a television. */
const SIZES: { width: number; height: number; languages: Language[] }[] = [
  { width: 1366, height: 768, languages: ['de', 'en'] },
  { width: 3840, height: 2160, languages: ['de'] },
];

type Say = (german: string, english: string) => string;

/** What is on the card. */
interface CardView {
  name: string;
  alarms: (say: Say) => Alarm[];
  sounds?: boolean;
  small?: boolean;
}

const alarm = (say: Say, overrides: Partial<Alarm> = {}): Alarm => ({
  id: 'einsatz1.0f3a9c21b4d7/4711',
  kind: 'message',
  token: 'einsatz1.0f3a9c21b4d7',
  conversation: say('Alarmierung Löschzug 1', 'Alerts engine company 1'),
  account: null,
  sender: say('Leitstelle', 'Control room'),
  text: say('B3 Zimmerbrand, Hauptstraße 5, Menschen in Gefahr', 'House fire, 5 High Street, persons reported'),
  // The page's clock stands 30 seconds after the moment.
  writtenAt: MOMENT - 12_000,
  state: 'ringing',
  deleted: false,
  ...overrides,
});

const several = (say: Say): Alarm[] => [
  alarm(say),
  alarm(say, {
    id: 'fuehrun3.0f3a9c21b4d7/4710',
    conversation: say('Wehrführung', 'Station command'),
    sender: 'Dieter Dörfler',
    text: say('Bitte ELW besetzen, Bereitstellung am Markt', 'Please staff the command unit, staging at the market'),
    writtenAt: MOMENT - 95_000,
  }),
  alarm(say, {
    id: 'zug2xx12.5e1b7720a913/88',
    conversation: say('Löschzug 2', 'Engine company 2'),
    account: say('Feuerwehr Nachbarstadt', 'Neighbouring town'),
    text: say('Nachalarmierung: Drehleiter zur Hauptstraße 5', 'Second alert: turntable ladder to 5 High Street'),
    writtenAt: MOMENT - 240_000,
  }),
];

const VIEWS: CardView[] = [
  { name: 'alarm', alarms: (say) => [alarm(say)] },
  { name: 'alarm-small', alarms: (say) => [alarm(say)], small: true },
  { name: 'alarms', alarms: several },
  {
    name: 'alarm-long',
    alarms: (say) => [
      alarm(say, {
        text: say(
          'VU mit eingeklemmter Person, zwei PKW und ein LKW, B27 Richtung Süden zwischen Anschluss Mitte und Süd. Rüstzug, RTW und Polizei sind unterwegs. Anfahrt nur über Anschluss Mitte, Bereitstellungsraum Parkplatz Waldblick. Gegenverkehr beachten, Fahrbahn ist glatt. Rückmeldung bitte auf Rufgruppe 21.',
          'Road traffic collision with persons trapped, two cars and one lorry, A27 southbound between junctions 4 and 5. Rescue tender, ambulance and police are on their way. Approach by junction 4 only, rendezvous at Forest View car park. Mind oncoming traffic, the road is icy. Please report on talk group 21.',
        ),
      }),
    ],
  },
  { name: 'alarm-hidden', alarms: (say) => [alarm(say, { text: null })] },
  { name: 'alarm-resting', alarms: (say) => [alarm(say, { state: 'resting' })], sounds: false },
  {
    name: 'alarm-missed',
    alarms: (say) => [alarm(say, { state: 'missed', writtenAt: MOMENT - 75 * 60_000 })],
    sounds: false,
  },
  {
    name: 'alarm-probe',
    alarms: (say) => [
      alarm(say, {
        id: 'probe/1778574600000-1',
        kind: 'probe',
        token: null,
        conversation: say('Probealarm', 'Test alarm'),
        sender: 'Talkmelder',
        text: say('Das ist ein Probealarm. Tippe auf „Gesehen“.', 'This is a test alarm. Tap “Seen”.'),
        writtenAt: null,
      }),
    ],
  },
];

/**
 * Takes pictures of the cards of alarms and of calls in both themes: those of alarms on two screens, and in both
 * languages on the smaller one. An app that is nothing but the bells shows them.
 * @returns the names of the views
 */
export async function takeCards(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const views = VIEWS.filter(({ name }) => wanted(name));
  for (const { width, height, languages } of views.length === 0 ? [] : SIZES) {
    const bounds = { x: 0, y: 0, width, height };
    const screens = [{ id: 1, bounds, workArea: { ...bounds, height: height - 48 } }];
    const app = await launchApp({ entry: join(import.meta.dirname, '../e2e/alarm-bell-app.ts'), screens });
    for (const language of languages)
      for (const view of views) await takeCard(app, view, language, width, `${folder}/${view.name}-${width}`);
    await app.quit();
  }
  return [...views.map(({ name }) => name), ...(await takeCalls(folder, wanted))];
}

async function takeCard(
  app: AppDriver,
  view: CardView,
  language: Language,
  width: number,
  file: string,
): Promise<void> {
  const say: Say = (german, english) => (language === 'de' ? german : english);
  const { small = false, sounds = true } = view;
  const card: AlarmCard = { language, alarms: view.alarms(say), sounds, sound: 'gong' };
  await app.tell(JSON.stringify(card));
  await app.topWindows.waitFor((windows) => windows.length === 1 && windows.every(({ visible }) => visible));
  const page = await app.topWindows.page();
  await stopClock(page);
  if (small) await page.locator('.alarm-size').click();
  const [window] = await app.topWindows.waitFor(([one]) => one !== undefined && one.bounds.width < width === small);
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  for (const theme of ['light', 'dark'] as const) {
    await appear(page, { theme, reducedMotion: true }, window?.bounds ?? { width: 0, height: 0 });
    writeFileSync(`${file}-${theme}-${language}.png`, await takePicture(page, devtools, [], 1));
  }
  await app.tell('null');
  await app.topWindows.waitFor((windows) => windows.length === 0);
}

/** Resolves when the buttons can be pressed and the clock shows the stopped time. */
async function ready(page: Page): Promise<void> {
  await page.locator('.alarm-seen[aria-disabled=false]').waitFor();
  await page.waitForFunction((now) => Date.now() > now, MOMENT);
  // The age is counted once a second. A test alarm has none.
  const age = page.locator('.alarm-age').first();
  if ((await age.count()) > 0) await age.getByText(/ (0:42|75:30)$/).waitFor();
}

const call = (overrides: Partial<Call> = {}): Call => ({
  id: 'anna4xy2.0f3a9c21b4d7/1778574600',
  token: 'anna4xy2.0f3a9c21b4d7',
  conversation: 'Anna Albrecht',
  caller: null,
  group: false,
  account: null,
  picture: null,
  ...overrides,
});

const groupCall = (say: Say): Call =>
  call({
    id: 'fuehrun3.0f3a9c21b4d7/1778574600',
    token: 'fuehrun3.0f3a9c21b4d7',
    conversation: say('Wehrführung', 'Station command'),
    caller: 'Dieter Dörfler',
    group: true,
  });

const CALL_VIEWS: { name: string; calls: (say: Say) => Call[] }[] = [
  { name: 'call', calls: () => [call()] },
  { name: 'call-group', calls: (say) => [groupCall(say)] },
  {
    name: 'calls',
    calls: (say) => [
      call(),
      groupCall(say),
      call({
        id: 'x2.0f3a9c21b4d7/1',
        token: 'zug2xx12.5e1b7720a913',
        conversation: 'Jonas Krüger',
        account: 'Wache 2',
      }),
    ],
  },
  {
    name: 'call-long',
    calls: (say) => [
      call({
        conversation: say(
          'Einsatzabschnittsleitung Waldbrandbekämpfung Nord',
          'Sector command wildfire response north',
        ),
        caller: 'Maximiliane Freifrau von Hohenstein-Altenburg',
        group: true,
        account: say('Feuerwehr Nachbarstadt', 'Neighbouring town'),
      }),
    ],
  },
  { name: 'call-hidden', calls: () => [call({ conversation: null })] },
];

async function takeCalls(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const views = CALL_VIEWS.filter(({ name }) => wanted(name));
  if (views.length === 0) return [];
  const app = await launchApp({ entry: join(import.meta.dirname, '../e2e/alarm-bell-app.ts') });
  for (const language of ['de', 'en'] as const)
    for (const view of views) {
      const say: Say = (german, english) => (language === 'de' ? german : english);
      const card: CallCard = { language, calls: view.calls(say), sounds: true };
      await app.tell(JSON.stringify({ card }));
      const [window] = await app.topWindows.waitFor(([one]) => one?.visible ?? false);
      const page = await app.topWindows.page();
      await page.locator('.call-join[aria-disabled=false]').first().waitFor();
      const devtools = await page.context().newCDPSession(page);
      for (const theme of ['light', 'dark'] as const) {
        await appear(page, { theme, reducedMotion: true }, window?.bounds ?? { width: 0, height: 0 });
        writeFileSync(`${folder}/${view.name}-${theme}-${language}.png`, await takePicture(page, devtools, [], 2));
      }
      await app.tell(JSON.stringify({ card: null }));
      await app.topWindows.waitFor((windows) => windows.length === 0);
    }
  await app.quit();
  return views.map(({ name }) => name);
}
