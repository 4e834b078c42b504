import { afterAll, beforeAll, describe, it } from 'vitest';
import { LANGUAGES } from '../full.ts';
import { openStation, row, type StationPc } from './station.ts';

const words = {
  de: {
    favourite: 'Zu den Favoriten hinzufügen',
    gone: 'Diese Unterhaltung gibt es nicht mehr, oder du darfst das hier nicht.',
    unreachable: 'Nextcloud ist nicht erreichbar. Bitte prüfe die Adresse und dein Netzwerk.',
  },
  en: {
    favourite: 'Add to favourites',
    gone: 'This conversation no longer exists, or you may not do that here.',
    unreachable: 'Nextcloud cannot be reached. Please check the address and your network.',
  },
};

describe.each(LANGUAGES)('an action that fails, in %s', (language) => {
  let pc: StationPc;
  beforeAll(async () => {
    pc = await openStation({ locale: language === 'de' ? 'de-DE' : 'en-GB' });
    await pc.signIn();
  });
  afterAll(() => pc.stop());

  const tryFavourite = async (name: string, sentence: string) => {
    const page = await pc.app.window();
    await row(page, name).click({ button: 'right' });
    await page.getByRole('menuitem', { name: words[language].favourite }).click();
    await page.getByRole('alert').getByText(sentence).waitFor();
    return row(page, name);
  };

  it('says behind a captive portal that the server cannot be reached', async () => {
    const end = pc.nextcloud.control.fail({ redirect: 'https://hotspot.example/' }, { path: '/favorite' });
    const tried = await tryFavourite('Jugendfeuerwehr', words[language].unreachable);
    await tried.locator('[aria-label="Favorit"], [aria-label="Favourite"]').waitFor({ state: 'detached' });
    end();
  });

  it('says that a conversation is gone, and removes it from the list', async () => {
    pc.nextcloud.control.removeFromRoom('alice', pc.rooms.geraetewarte);
    const tried = await tryFavourite('Gerätewarte', words[language].gone);
    await tried.waitFor({ state: 'detached' });
  });
});
