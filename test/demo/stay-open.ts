import { launchApp } from '../e2e/launch.ts';
import type { Nextcloud } from '../nextcloud/server.ts';
import { grantInBrowser, openLoginPage } from './people.ts';

export interface StayOpenOptions {
  startServer: () => Promise<{ nextcloud: Nextcloud; group: string }>;
  /** Somebody's own server instead of the embedded one. */
  server: string | undefined;
  locale: string;
  theme: 'light' | 'dark';
  print: (line: string) => void;
}

const EVERY_MS = 20_000;
const LINES = [
  'Schlüssel für das Gerätehaus liegt bei mir',
  'Wer fährt heute Abend den MTW?',
  'Der Funk im LF 10 geht wieder 👍',
  'Bitte Atemschutzgeräte prüfen',
  'Danke an alle für den Einsatz gestern',
];

/** The app against the embedded Nextcloud (or another server) until Ctrl-C; on the embedded one, bob writes now and then. */
export async function stayOpen({ startServer, server, locale, theme, print }: StayOpenOptions): Promise<void> {
  const embedded = server === undefined ? await startServer() : null;
  const url = server ?? embedded?.nextcloud.url ?? '';
  const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!display) print('There is no display here: the windows run headless, and what they show is told below.');
  const app = await launchApp({ args: [`--server=${url}`], locale, theme, headful: display });
  print(`Talkmelder runs against ${url}. Ctrl-C ends it.`);

  const timers: NodeJS.Timeout[] = [];
  const end = async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer);
    await app.quit().catch(() => {});
    await embedded?.nextcloud.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());

  if (embedded) {
    print('Sign in as alice with the password alice.');
    let turn = 0;
    timers.push(
      setInterval(() => {
        embedded.nextcloud.control.send('bob', embedded.group, LINES[turn % LINES.length] ?? '');
        turn += 1;
      }, EVERY_MS),
    );
    if (!display) await signInByItself(app, url, print);
  }
  let told = 0;
  timers.push(
    setInterval(() => {
      void app.notifications.list().then((list) => {
        for (const { title, body } of list.slice(told)) print(`🔔 ${title} – ${body}`);
        told = list.length;
      });
    }, 1_000),
  );
  await app.ended();
  await end();
}

/** Nobody can click without a display: the demo does what alice would do. */
async function signInByItself(
  app: Awaited<ReturnType<typeof launchApp>>,
  url: string,
  print: (line: string) => void,
): Promise<void> {
  const page = await app.window();
  await openLoginPage(page);
  const loginUrl = await app.waitForOpened((opened) => opened.startsWith(url));
  const browser = await app.systemBrowser();
  await grantInBrowser(browser, loginUrl, 'alice', 'alice');
  await browser.close();
  await app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
  print('alice is signed in.');
}
