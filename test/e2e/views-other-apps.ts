import { companionSentence } from '../../renderer/i18n/companions/index.ts';
import { change } from './desktop.ts';
import type { Showcase } from './showcase.ts';
import { closeOverlay, dialogOf, pointAway, type View } from './view.ts';

const NOTHING_ON = { companions: [], widgets: [] };

/** Fills the other apps of the showcase's server. */
function fillApps({ server: { control }, language }: Showcase): void {
  const isGerman = language === 'de';
  control.setWidgetItems('mail-unread', [
    { title: 'Karl Kreis', subtitle: isGerman ? 'Dienstplan für Dezember' : 'Duty roster for December' },
    { title: 'Eva Engel', subtitle: isGerman ? 'Kasse' : 'Cash box' },
  ]);
  control.setWidgetItems('activity', [
    { title: isGerman ? 'Bob hat „Plan.pdf“ geändert' : 'Bob changed “Plan.pdf”', subtitle: '' },
  ]);
  control.setNews([{ title: 'DWD', unread: [isGerman ? 'Amtliche Warnung vor Glätte' : 'Warning of ice', 'x', 'y'] }]);
  const card = ['FN:Karl Kreisbrandmeister', 'TEL;TYPE=cell:+43 660 0000000', 'EMAIL:karl@example.org'];
  control.addCard('alice', ['BEGIN:VCARD', 'VERSION:3.0', ...card, 'END:VCARD', ''].join('\r\n'));
  control.addUser({ id: 'karla', displayName: 'Karla Kunz', password: 'karla', phone: '+43 1 23456' });
  control.setStatus('karla', 'dnd', isGerman ? 'In einer Sitzung' : 'In a meeting');
}

const toSection = (show: Showcase): Promise<void> =>
  dialogOf(show.page)
    .getByRole('heading', { name: companionSentence(show.language, 'settings.title') })
    .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));

/** What waits in other apps, and people in the search. */
export const otherAppViews: readonly View[] = [
  {
    name: 'others',
    async reach(show) {
      fillApps(show);
      await pointAway(show.page);
      await change(show.page, { companions: ['mail', 'news', 'widgets', 'people'], widgets: ['activity'] });
      await show.page
        .getByRole('region', { name: companionSentence(show.language, 'others.title') })
        .getByText('Plan.pdf')
        .waitFor();
    },
  },
  {
    name: 'search-people',
    async reach(show) {
      await show.page.keyboard.press('Control+f');
      await show.page.getByRole('searchbox', { name: show.say('find.search') }).fill('karl');
      await show.page.getByRole('button', { name: '+43 660 0000000' }).waitFor();
    },
    async leave(show) {
      await show.page.getByRole('button', { name: show.say('find.close') }).click();
      await pointAway(show.page);
    },
  },
  {
    name: 'settings-others',
    async reach(show) {
      await show.page
        .getByRole('contentinfo')
        .getByRole('button', { name: show.say('footer.settings') })
        .click();
      await show.page.getByRole('switch', { name: 'Notizen' }).waitFor();
      await toSection(show);
    },
    settle: toSection,
    async leave(show) {
      await closeOverlay(show.page);
      await change(show.page, NOTHING_ON);
      await pointAway(show.page);
    },
  },
];
