import type { SettingsChange } from '../../main/core/model/settings.ts';
import type { Showcase } from './showcase.ts';
import { atRest, closeOverlay, pointAway, type View } from './view.ts';

const CALENDAR = 'dienstplan';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const TITLES = {
  de: {
    calendar: 'Dienstplan',
    evening: 'Dienstabend',
    place: 'Gerätehaus',
    drill: 'Übung Atemschutz',
    talk: 'Kommandobesprechung',
    camp: 'Zeltlager der Jugendfeuerwehr',
    ladder: 'Abnahme der Drehleiter',
  },
  en: {
    calendar: 'Duty roster',
    evening: 'Duty evening',
    place: 'Fire station',
    drill: 'Breathing apparatus drill',
    talk: 'Command meeting',
    camp: 'Youth fire brigade camp',
    ladder: 'Ladder inspection',
  },
} as const;

const change = ({ page }: Showcase, settings: SettingsChange) =>
  page.evaluate((wanted) => window.talkmelder.changeSettings(wanted), settings);

/** Fills the calendar with every kind of appointment. The times count from the window's clock, which stands still in pictures. */
async function fill({ page, server: { control, url }, language, rooms }: Showcase): Promise<void> {
  const midnight = await page.evaluate(() => new Date().setHours(0, 0, 0, 0));
  const at = (days: number, hour: number): number => midnight + days * DAY + hour * HOUR;
  const day = (days: number): string => {
    const date = new Date(midnight + days * DAY + DAY / 2);
    return date.toISOString().slice(0, 10);
  };
  const say = TITLES[language];
  control.addCalendar('alice', CALENDAR, say.calendar, { colour: '#C62828' });
  const add = (event: Parameters<typeof control.addEvent>[2]) => control.addEvent('alice', CALENDAR, event);
  add({ uid: 'evening', title: say.evening, place: say.place, start: at(1, 19), end: at(1, 21) });
  add({ uid: 'talk', title: say.talk, place: `${url}/call/${rooms.alarm}`, start: at(2, 19), end: at(2, 20) });
  add({ uid: 'ladder', title: say.ladder, start: at(2, 9), end: at(2, 11), cancelled: true });
  add({ uid: 'drill', title: say.drill, place: say.place, start: at(3, 18), end: at(3, 21) });
  add({ uid: 'camp', title: say.camp, start: day(8), end: day(11) });
  add({ uid: 'untitled', start: at(12, 9) });
}

/** The next appointments, and the form for a new one. */
export const appointmentViews: readonly View[] = [
  {
    name: 'appointments',
    async reach(show) {
      await fill(show);
      await change(show, { companions: ['appointments'] });
      await show.page.locator('.appointments-strip strong').waitFor();
      await show.page.locator('.appointments-strip').click();
      await show.page.locator('.appointments-item').nth(5).waitFor();
      await pointAway(show.page);
    },
  },
  {
    name: 'appointment-new',
    async reach({ page }) {
      await page.locator('.appointments-buttons .button').first().click();
      await page.getByRole('dialog').waitFor();
      await page.getByRole('dialog').locator('option').first().waitFor({ state: 'attached' });
    },
    async leave(show) {
      await closeOverlay(show.page);
      await change(show, { companions: [] });
      await show.page.locator('.appointments').waitFor({ state: 'detached' });
      await atRest(show.page);
    },
  },
];
