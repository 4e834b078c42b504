import { type Context, html, type Reply } from './http.ts';
import { escapeHtml, PAGE_SECURITY, page, pageWords } from './pages.ts';
import { fill } from './words.ts';

/** The pages of a sign-in in the browser. Their ids are stable: `#submit` goes on, `#user`, `#password`, `#grant`. */

export const connectForm = (context: Context, client: string, action: string): string => {
  const words = pageWords(context);
  return page(
    context.world,
    words.connect,
    `<p>${fill(words.connectHint, { client: `<strong>${escapeHtml(client)}</strong>` })}</p>
<p class="note">${words.warning}</p>
<a class="button" id="submit" href="${escapeHtml(action)}">${words.login}</a>`,
  );
};

export const loginForm = (context: Context, requestToken: string): string => {
  const words = pageWords(context);
  const wrong = context.query.get('failed') === '1' ? `<p class="error" id="error">${words.wrong}</p>` : '';
  return page(
    context.world,
    words.loginAt,
    `${wrong}<form method="post">
<input type="hidden" name="requesttoken" value="${requestToken}">
<label>${words.user}<input id="user" name="user" autocomplete="username" autofocus required></label>
<label>${words.password}<input id="password" name="password" type="password" autocomplete="current-password" required></label>
<button id="submit">${words.login}</button>
</form>`,
  );
};

export const grantForm = (context: Context, client: string, user: string, stateToken: string): string => {
  const words = pageWords(context);
  const hint = fill(words.accessHint, {
    user: `<strong>${escapeHtml(user)}</strong>`,
    client: `<strong>${escapeHtml(client)}</strong>`,
  });
  return page(
    context.world,
    words.access,
    `<p>${hint}</p>
<form method="post" action="${escapeHtml(context.world.pageUrl('/login/v2/grant'))}">
<input type="hidden" name="stateToken" value="${stateToken}">
<button id="grant">${words.grant}</button>
</form>`,
  );
};

export const grantedPage = (context: Context): string => {
  const words = pageWords(context);
  return page(context.world, words.connected, `<p id="connected">${words.connectedHint}</p>`);
};

/** Shows an expired flow, a foreign session, a wrong state token, or too many attempts. */
export const errorPage = (context: Context, status: 403 | 429): Reply => {
  const words = pageWords(context);
  const text = status === 429 ? words.blocked : words.stateMismatch;
  return html(status, page(context.world, words.forbidden, `<p class="error" id="error">${text}</p>`), PAGE_SECURITY);
};
