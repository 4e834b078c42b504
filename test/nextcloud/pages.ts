import type { Context } from './http.ts';
import type { Language } from './model.ts';
import type { World } from './world.ts';

/** The texts of pages in the browser. They follow the browser's language, as Nextcloud's do. */
const words = {
  de: {
    connect: 'Mit deinem Konto verbinden',
    connectHint: 'Bitte melde dich an, bevor du {client} Zugriff auf dein Nextcloud-Konto gewährst.',
    warning: 'Wenn du nicht gerade ein neues Gerät einrichtest, will dich jemand hereinlegen. Fahre dann nicht fort.',
    login: 'Anmelden',
    loginAt: 'Anmelden bei Nextcloud',
    user: 'Kontoname oder E-Mail-Adresse',
    password: 'Passwort',
    wrong: 'Falscher Kontoname oder falsches Passwort.',
    blocked: 'Zu viele Versuche. Bitte warte einige Minuten.',
    access: 'Kontozugriff',
    accessHint: 'Du bist als {user} angemeldet und gewährst {client} Zugriff auf dein Nextcloud-Konto.',
    grant: 'Zugriff gewähren',
    connected: 'Konto verbunden',
    connectedHint: 'Dein Client sollte nun verbunden sein. Du kannst dieses Fenster schließen.',
    forbidden: 'Zugriff verboten',
    stateMismatch: 'Der Status-Token stimmt nicht überein. Bitte starte die Anmeldung in der App neu.',
    notFound: 'Seite nicht gefunden',
    maintenance: 'Wartungsmodus',
    maintenanceHint: 'Diese Nextcloud-Instanz wird gerade gewartet. Sie kommt gleich wieder.',
    conversation: 'Unterhaltung {name}',
    conversationHint: 'Hier ginge es in Nextcloud Talk weiter.',
  },
  en: {
    connect: 'Connect to your account',
    connectHint: 'Please log in before granting {client} access to your Nextcloud account.',
    warning: 'If you are not trying to set up a new device, someone is trying to trick you. Do not proceed then.',
    login: 'Log in',
    loginAt: 'Log in to Nextcloud',
    user: 'Account name or email',
    password: 'Password',
    wrong: 'Wrong login or password.',
    blocked: 'Too many attempts. Please wait a few minutes.',
    access: 'Account access',
    accessHint: 'You are logged in as {user} and about to grant {client} access to your Nextcloud account.',
    grant: 'Grant access',
    connected: 'Account connected',
    connectedHint: 'Your client should now be connected. You can close this window.',
    forbidden: 'Access forbidden',
    stateMismatch: 'State token does not match. Please restart the login in the app.',
    notFound: 'Page not found',
    maintenance: 'Maintenance mode',
    maintenanceHint: 'This Nextcloud instance is being maintained. It will be back shortly.',
    conversation: 'Conversation {name}',
    conversationHint: 'This is where Nextcloud Talk would take over.',
  },
} satisfies Record<Language, unknown>;

export type PageWords = (typeof words)['de'];

export const pageWords = (context: Context): PageWords => {
  const wished = context.headers['accept-language'];
  if (wished === undefined || wished === '*') return words[context.world.options.language];
  return words[/^de\b/i.test(wished) ? 'de' : 'en'];
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The pages are forms and text: they need no scripts and no other origin. */
export const PAGE_SECURITY = {
  'Content-Security-Policy':
    "default-src 'none';style-src 'unsafe-inline';img-src 'self' data:;form-action 'self';base-uri 'none';frame-ancestors 'self'",
  'Feature-Policy':
    "autoplay 'self';camera 'self';fullscreen 'self';geolocation 'none';microphone 'self';payment 'none'",
};

const style = (colour: string): string => `
:root{color-scheme:light dark;--primary:${colour}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-content:center;justify-items:center;gap:24px;padding:24px;
font:15px/1.5 system-ui,sans-serif;background:linear-gradient(150deg,var(--primary),color-mix(in srgb,var(--primary) 55%,#10243a))}
.logo{display:flex;align-items:center}
.logo i{width:22px;height:22px;border:5px solid #fff;border-radius:50%;margin:0 -3px}
.logo i:nth-child(2){width:36px;height:36px}
main{width:min(400px,90vw);padding:32px;border-radius:16px;background:Canvas;color:CanvasText;box-shadow:0 8px 32px #0004}
h1{margin:0 0 16px;font-size:22px;line-height:1.3;text-align:center}
p{margin:0 0 16px}
main>:last-child{margin-bottom:0}
.note{padding:8px 12px;border-radius:8px;background:color-mix(in srgb,var(--primary) 14%,Canvas)}
.error{padding:8px 12px;border-radius:8px;background:color-mix(in srgb,#c00 16%,Canvas)}
label{display:block;margin-bottom:12px;font-weight:600}
input{display:block;width:100%;margin-top:4px;padding:10px 12px;font:inherit;border:2px solid color-mix(in srgb,CanvasText 35%,Canvas);border-radius:8px;background:Canvas;color:CanvasText}
button,a.button{display:block;width:100%;padding:12px;border:0;border-radius:24px;background:var(--primary);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button:focus-visible,a.button:focus-visible,input:focus-visible{outline:3px solid color-mix(in srgb,var(--primary) 60%,CanvasText);outline-offset:2px}`;

/** Returns a page in Nextcloud's style: a card on the theming colour. `content` is HTML. */
export const page = (world: World, title: string, content: string): string => `<!DOCTYPE html>
<html lang="${world.options.language}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} – Nextcloud</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="icon" href="data:,">
<meta name="theme-color" content="${world.themeColour}">
<style>${style(world.themeColour)}</style>
</head>
<body>
<div class="logo" aria-hidden="true"><i></i><i></i><i></i></div>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;

export const notFoundPage = (world: World): string => page(world, words[world.options.language].notFound, '');

export const maintenancePage = (world: World): string => {
  const { maintenance, maintenanceHint } = words[world.options.language];
  return page(world, maintenance, `<p>${maintenanceHint}</p>`);
};

/** Returns the page that a captive portal or a misconfigured proxy sends in place of an answer. */
export const proxyPage = (world: World): string => page(world, 'WLAN', '<p>Bitte melden Sie sich am Hotspot an.</p>');
