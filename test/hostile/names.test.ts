import { describe, expect, it } from 'vitest';
import { trayModel } from '../../main/core/model/tray-model.ts';
import { group, named, nextcloud, openLoginPage, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { casesOf } from '../full.ts';
import { patchMessage, patchRoom } from '../nextcloud/patches.ts';
import { asked, eventually, LIST, polls, rang, row, shown, useStationWithOther, wache, write } from './station-pc.ts';

/* Strangers choose their names, their messages and the names of their servers. */

useStationWithOther();

/** One of each kind of character that is invisible, changes the direction, or is invalid in XML. */
const UNSEEN =
  '\u0000\u0007\u001B\u007F\u009B\u00AD\u034F\u061C\u115F\u1160\u17B4\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202D\u202E' +
  '\u2060\u2064\u2066\u2069\u206F\u3164\uD800\uE000\uFE0F\uFEFF\uFFA0\uFFF9\uFFFE\uFFFF\u{E0001}\u{E0041}\u{E0100}\u{F0000}';
const ANY_UNSEEN =
  /[\p{Default_Ignorable_Code_Point}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}[\p{Cc}--\n]\uFFF9-\uFFFB]/v;
const BLANK = [
  '\u2800',
  '\u3164',
  '\u115F\u1160',
  '\uFFA0',
  '\u200B',
  '\u{1D159}',
  '\u00A0',
  '\u202E\u2066',
  '\u0301',
  '\u{E0020}',
  '\uD83D',
];

type Json = Record<string, unknown>;
/** Fields of Nextcloud's answers that hold text for people. */
const FOR_PEOPLE = new Set(
  'displayName displayname display-name actorDisplayName message name description threadTitle string version versionstring'.split(
    ' ',
  ),
);

/** Puts unseen characters before, into and after each text for people. */
const spoilt = (value: unknown, key = ''): unknown => {
  if (typeof value === 'string')
    return FOR_PEOPLE.has(key) ? `${UNSEEN}${value.slice(0, 2)}${UNSEEN}${value.slice(2)}${UNSEEN}` : value;
  if (Array.isArray(value)) return value.map((element: unknown) => spoilt(element, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Json).map(([name, inside]) => [name, spoilt(inside, name)]));
};

const preview = (token: string) => row(token)?.preview;
const bodies = (token: string): string[] =>
  ports.notifier.asked.filter((one) => one.token === named(token)).map(({ body }) => body);

describe('invisible characters', () => {
  it('reach neither window nor tray, toasts, log, doctor or clipboard, wherever answers hold them', async () => {
    nextcloud.control.alter(/./, (data) => spoilt(data));
    await signIn();
    write(wache, 'Wer kommt?');
    nextcloud.control.send('bob', group, '', {
      file: { name: `Plan${UNSEEN}.pdf`, mimetype: 'application/pdf', size: 7 },
    });
    nextcloud.control.send('bob', group, 'Hallo @alice', {});
    nextcloud.control.startCall('bob', wache);
    await polls(3);
    await eventually(() => rang().length).toBeGreaterThanOrEqual(3);
    const { messages } = await talkmelder.openReply(named(group));
    await talkmelder.copyDiagnostics();
    const told = JSON.stringify({
      state: talkmelder.state(),
      tray: trayModel(talkmelder.overview(), 0),
      toasts: ports.notifier.asked,
      messages,
      copied: ports.opener.copied,
      log: ports.log.lines,
    });
    expect(ANY_UNSEEN.exec(told.replaceAll('\\n', ''))).toBeNull();
    expect(told).not.toMatch(/\\u[0-9a-f]{4}/i);
    expect(row(wache)).toMatchObject({ name: 'Wache 2' });
    expect(preview(group)?.text).toBe('Hallo @Alice Anders');
    expect(shown().account.displayName).toBe('Alice Anders');
  });

  it.each(BLANK)('%j alone is no name: row, author and toast show another', async (blank) => {
    await signIn();
    patchRoom(nextcloud.control, wache, { displayName: blank.repeat(3) });
    patchMessage(nextcloud.control, 'hier', { actorDisplayName: blank });
    write(wache, 'hier');
    await eventually(() => bodies(wache)).toEqual(['bob: hier']);
    expect(row(wache)).toMatchObject({ name: wache, preview: { author: 'bob', text: 'hier' } });
    expect(ports.notifier.asked.at(-1)?.title).toBe(wache);
  });

  it.each(BLANK.filter((blank) => blank !== '\u0301'))('%j does not make two names differ', async (blank) => {
    await signIn();
    patchRoom(nextcloud.control, wache, { displayName: `Wache${blank} 2${blank}` });
    patchMessage(nextcloud.control, 'hier', { actorDisplayName: `${blank}Bob Böhm${blank}` });
    write(wache, 'hier');
    await eventually(() => bodies(wache)).toEqual(['Bob Böhm: hier']);
    expect(row(wache)?.name).toBe('Wache 2');
  });

  it.each([
    ['the middle of a message', 'Alarm\u202E\u2066 nov', 'Alarm nov'],
    ['a message of invisible characters only', '\u200B\u2800\u3164', '…'],
    ['a message of control characters', '\u0000\u001B[31mA\u0007', '[31mA'],
    ['half a character', 'A\uD83DB', 'AB'],
    ['an XML terminator', 'A\uFFFF]]>\u0001B', 'A]]>B'],
    ['a pile of accents', `A${'\u0336'.repeat(2_000)}B`, `A${'\u0336'.repeat(6)}B`],
  ])('%s: the toast and the row show what is left', async (_what, text, wanted) => {
    await signIn();
    patchMessage(nextcloud.control, 'hier', { message: text });
    write(wache, 'hier');
    await eventually(() => bodies(wache)).toEqual([`Bob Böhm: ${wanted}`]);
    expect(preview(wache)?.text).toBe(wanted);
  });
});

describe('emoji', () => {
  it.each(['👩‍🚒', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '1️⃣', '❤️‍🔥', '🇩🇪'])(
    '%s stays whole in names, messages and toasts',
    async (emoji) => {
      await signIn();
      patchRoom(nextcloud.control, wache, { displayName: `${emoji} Zug 2` });
      patchMessage(nextcloud.control, 'hier', { message: `an ${emoji}`, actorDisplayName: `Bob ${emoji}` });
      write(wache, 'hier');
      await eventually(() => bodies(wache)).toEqual([`Bob ${emoji}: an ${emoji}`]);
      expect(row(wache)?.name).toBe(`${emoji} Zug 2`);
    },
  );

  it('are never cut in half in a toast, a row or the tray’s menu', async () => {
    const family = '👨‍👩‍👧‍👦';
    await signIn();
    for (let before = 0; before < 12; before += 1) {
      const text = `${'x'.repeat(before)}${family.repeat(200)}`;
      patchRoom(nextcloud.control, wache, { displayName: text, lastActivity: 4_000_000_000 });
      const end = patchMessage(nextcloud.control, `hier ${before}`, { message: text, actorDisplayName: text });
      write(wache, `hier ${before}`);
      await eventually(() => bodies(wache)).toHaveLength(before + 1);
      const [first] = trayModel(talkmelder.overview(), 0).conversations;
      const all = [bodies(wache).at(-1) ?? '', row(wache)?.name ?? '', preview(wache)?.text ?? '', first?.label ?? ''];
      for (const one of all) expect(one.replaceAll(family, '').replace(/ \(\d+\)$/, '')).toMatch(/^x*…?(: x*…)?$/);
      end();
      nextcloud.control.markRead('alice', wache);
      await polls(1);
    }
  });
});

/** Kinds of authors, and the mark that tells them from members. Source: Talk's docs/constants.md, "Actor types". */
const STRANGERS: [string, string, string][] = [
  ['guests', '8c1f', 'guest'],
  ['emails', '77aa', 'guest'],
  ['bots', 'bot-1234', 'bot'],
  ['federated_users', 'alice@elsewhere.example', 'external'],
  ['bridged', 'bridge-bot', 'external'],
  ['phones', '+49', 'external'],
  ['what_comes_later', '1', 'external'],
];

describe('an author from outside the server', () => {
  it.each(STRANGERS)(
    '%s: has a mark in row, toast and reply, even under a member’s name',
    async (actorType, actorId, mark) => {
      await signIn();
      patchMessage(nextcloud.control, 'hier', { actorType, actorId, actorDisplayName: 'Alice Anders' });
      write(wache, 'hier');
      await eventually(() => bodies(wache)).toEqual([`Alice Anders (${mark}): hier`]);
      expect(preview(wache)).toMatchObject({ author: 'Alice Anders', mark });
      const { messages } = await talkmelder.openReply(named(wache));
      expect(messages.at(-1)).toMatchObject({ author: 'Alice Anders', mark, own: false });
    },
  );

  it.each(casesOf(STRANGERS.slice(0, 3), STRANGERS.slice(3)))(
    '%s: never appears under the user’s own name',
    async (actorType, actorId) => {
      await signIn();
      for (const [at, name] of ['You', 'you', ' Y.O.U ', 'Ｙｏｕ', 'Du', 'DU', 'd\u200Bu', 'Du!'].entries()) {
        patchMessage(nextcloud.control, `hier ${at}`, { actorType, actorId, actorDisplayName: name });
        write(wache, `hier ${at}`);
        await eventually(() => preview(wache)?.text).toBe(`hier ${at}`);
        expect(
          preview(wache)
            ?.author?.toLowerCase()
            .replace(/[^a-z]/g, ''),
        ).not.toMatch(/^(du|you)$/);
      }
    },
  );

  it('keeps the mark behind a name of any length', async () => {
    await signIn();
    patchMessage(nextcloud.control, 'hier', {
      actorType: 'guests',
      actorId: 'x',
      actorDisplayName: 'Alice '.repeat(100),
    });
    write(wache, 'hier');
    await eventually(() => bodies(wache)[0]).toMatch(/^Alice (Alice )*Alice… \(guest\): hier$/);
  });

  it('is marked in the user’s language', async () => {
    await signIn();
    talkmelder.changeSettings({ language: 'de' });
    patchMessage(nextcloud.control, 'hier', { actorType: 'guests', actorId: 'x', actorDisplayName: 'Max' });
    write(wache, 'hier');
    await eventually(() => bodies(wache)).toEqual(['Max (Gast): hier']);
  });

  it('has Talk’s own mark only once as a bot', async () => {
    await signIn();
    nextcloud.control.send('Wetterbot', wache, 'Sturm', { bot: true });
    await eventually(() => bodies(wache)).toEqual(['Wetterbot (bot): Sturm']);
    expect(preview(wache)).toMatchObject({ author: 'Wetterbot', mark: 'bot' });
  });

  it('has a mark in mentions, and is not the user because of the same id elsewhere', async () => {
    await signIn();
    nextcloud.control.setLevel('alice', wache, 2);
    const server = 'https://elsewhere.example';
    patchMessage(nextcloud.control, 'hier', {
      message: '{mention-federated-user1} und {mention-guest1}',
      messageParameters: {
        'mention-federated-user1': { type: 'user', id: 'alice', name: 'Alice Anders', server },
        'mention-guest1': { type: 'guest', id: 'guest/1', name: 'Bob Böhm' },
      },
    });
    write(wache, 'hier');
    await polls(2);
    expect(preview(wache)?.text).toBe('@Alice Anders (external) und @Bob Böhm (guest)');
    expect(rang()).not.toContain(wache);
  });
});

describe('a member', () => {
  it('appears under the id if the name is "Du" or "You"', async () => {
    await signIn();
    for (const [at, name] of ['You', 'Du'].entries()) {
      patchMessage(nextcloud.control, `hier ${at}`, { actorDisplayName: name });
      write(wache, `hier ${at}`);
      await eventually(() => preview(wache)).toMatchObject({ author: 'bob', text: `hier ${at}` });
    }
  });

  it('has no mark, and the user is "You"', async () => {
    await signIn();
    write(wache, 'hier');
    const hier = { author: 'Bob Böhm', shortAuthor: 'Bob', text: 'hier', attachment: null };
    await eventually(() => preview(wache)).toEqual(hier);
    nextcloud.control.send('alice', wache, 'ich');
    await eventually(() => preview(wache)).toEqual({ author: 'You', text: 'ich', attachment: null });
  });

  it.each([
    ['en', 'Deleted account'],
    ['de', 'Gelöschtes Konto'],
  ] as const)(
    'whose account was deleted appears as deleted, whatever name the server sends (%s)',
    async (language, wanted) => {
      await signIn();
      talkmelder.changeSettings({ language });
      for (const [at, actorDisplayName] of ['', 'Alice Anders', 'deleted_users'].entries()) {
        const patch = { actorType: 'deleted_users', actorId: 'deleted_users', actorDisplayName };
        patchMessage(nextcloud.control, `hier ${at}`, patch);
        write(wache, `hier ${at}`);
        await eventually(() => preview(wache)).toEqual({ author: wanted, text: `hier ${at}`, attachment: null });
      }
      expect(bodies(wache)).toContain(`${wanted}: hier 0`);
    },
  );
});

describe('the address of the login page', () => {
  it.each([
    ['line breaks and tabs', (path: string) => `${path.replace('/login', '/lo\ngin\t')}\r\n`],
    ['surrounding spaces', (path: string) => `  ${path}  `],
    ['direction overrides', (path: string) => `${path}?\u202Ecod.exe#\u2066`],
    ['backslashes and dots', (path: string) => path.replace('/login', '\\x\\..\\login')],
    ['quotation marks and brackets', (path: string) => `${path}?"><b>'`],
  ])('with %s is opened and copied in its parsed form', async (_what, spoil) => {
    const login = spoil(`${nextcloud.url}/index.php/login/v2/flow/${'a'.repeat(40)}`);
    const poll = { token: 'b'.repeat(40), endpoint: `${nextcloud.url}/index.php/login/v2/poll` };
    nextcloud.control.fail({ body: JSON.stringify({ poll, login }) }, { path: /\/login\/v2$/ });
    await openLoginPage();
    await talkmelder.copyLoginLink();
    const read = new URL(login).href;
    expect(ports.opener.copied).toEqual([read]);
    expect(ports.opener.opened.map(({ url }) => url)).toEqual([read]);
    expect(read).toMatch(/^[!-~]+$/);
  });

  it('on another server is neither opened nor copied', async () => {
    const login = `${nextcloud.url.replace('//', '//user:x@')}/index.php/login/v2/flow/x`;
    const poll = { token: 'b', endpoint: `${nextcloud.url}/index.php/login/v2/poll` };
    nextcloud.control.fail({ body: JSON.stringify({ poll, login }) }, { path: /\/login\/v2$/ });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    await expect.poll(() => talkmelder.state().phase).toMatchObject({ error: 'untrusted-answer' });
    await Promise.resolve(talkmelder.copyLoginLink()).catch(() => {});
    expect([ports.opener.copied, ports.opener.opened]).toEqual([[], []]);
    expect(asked(LIST)).toBe(0);
  });
});
