import { describe, expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connected.ts';
import { ErrorCode } from '../../main/core/model/error-code.ts';
import { de as german } from '../i18n/de.ts';
import { en as english } from '../i18n/en.ts';
import { setLanguage } from '../i18n/index.ts';
import { connectionNotice, connectionSentence, noticeSentence } from './connection-notice.ts';

const connection = (over: Partial<Connection>): Connection => ({
  state: 'polling',
  error: null,
  lastSyncAt: 1_000,
  nextTryAt: null,
  detail: null,
  ...over,
});

const others = ErrorCode.options.filter((code) => !['unreachable', 'session-ended', 'account-moved'].includes(code));

describe('connectionNotice', () => {
  it.each(['loading', 'polling'] as const)('is none while %s', (state) => {
    expect(connectionNotice(connection({ state }))).toBeNull();
  });

  it.each(['session-ended', null] as const)('offers to sign in again when stopped with %s', (error) => {
    expect(connectionNotice(connection({ state: 'signed-out', error }))).toEqual({
      title: 'error.session-ended',
      help: null,
      action: 'sign-in-again',
    });
  });

  it('names both addresses when an edited list moves an account, and offers to sign in again', () => {
    const notice = connectionNotice(connection({ state: 'signed-out', error: 'account-moved' }));
    expect(notice).toMatchObject({ action: 'sign-in-again' });
    for (const language of ['de', 'en'] as const) {
      setLanguage(language);
      const sentence = notice && noticeSentence(notice, 'https://cloud.example.org', 'https://evil.example');
      expect(sentence).toContain(' cloud.example.org,');
      expect(sentence).toContain(' evil.example. ');
      expect(notice && noticeSentence(notice, 'https://cloud.example.org', null)).not.toMatch(/[{}]/);
    }
  });

  it('names the new address of a moved server and offers to sign in there', () => {
    const notice = connectionNotice(
      connection({ state: 'stale', error: 'server-moved', detail: 'https://neu.example.org' }),
    );
    expect(notice).toMatchObject({ action: 'sign-in-there' });
    setLanguage('de');
    expect(notice && noticeSentence(notice, 'https://cloud.example.org', 'https://neu.example.org')).toBe(
      'cloud.example.org ist umgezogen nach neu.example.org.',
    );
  });

  it('does not ask to check an address that worked before', () => {
    expect(connectionNotice(connection({ state: 'offline', error: 'unreachable' }))).toEqual({
      title: 'connection.unreachable',
      help: 'connection.unreachableHelp',
      action: 'retry',
    });
  });

  it.each(others)('explains %s and offers a retry', (code) => {
    expect(connectionNotice(connection({ state: 'stale', error: code }))).toEqual({
      title: `error.${code}`,
      help: null,
      action: 'retry',
    });
  });

  it('offers no action where neither a retry nor signing in would help', () => {
    const notice = connectionNotice(connection({ state: 'signed-out', error: 'server-not-allowed' }));
    expect(notice).toEqual({ title: 'error.server-not-allowed', help: null, action: null });
  });
});

describe('connectionSentence', () => {
  const said = (over: Partial<Connection>) => connectionSentence(connection(over), 30);

  it('says how new messages arrive while all is fine', () => {
    setLanguage('de');
    expect(said({ state: 'loading' })).toBe('Unterhaltungen werden geladen');
    expect(said({ state: 'live' })).toBe('Verbunden: Neues kommt sofort');
    expect(said({ state: 'polling' })).toBe('Verbunden: Neues kommt binnen 30\u00a0Sekunden');
  });

  it('explains trouble in the words of the banner', () => {
    setLanguage('en');
    for (const error of ['server-not-allowed', 'session-ended', null] as const)
      expect(said({ state: 'signed-out', error })).toBe(english[`error.${error ?? 'session-ended'}`]);
    expect(said({ state: 'offline', error: 'certificate' })).toBe(english['error.certificate']);
  });
});

/** Errors that a signed-in account never has: of an address, a sign-in, a message, a setting, the clipboard. */
const ELSEWHERE = [
  'address-invalid',
  'address-not-https',
  'address-of-person',
  'untrusted-domain',
  'app-passwords-forbidden',
  'no-api',
  'nextcloud-too-old',
  'talk-too-old',
  'wrong-credentials',
  'other-account',
  'account-exists',
  'login-expired',
  'untrusted-answer',
  'other-address',
  'login-name-odd',
  'grant-unreadable',
  'grant-lost',
  'message-too-long',
  'message-refused',
  'setting-locked',
  'not-copied',
  'file-not-written',
  'sound-not-played',
];

describe.each(Object.entries({ german, english }))('the first words of the window, %s', (_, words) => {
  const said: Record<string, string> = words;

  it.each(ErrorCode.options.filter((code) => !ELSEWHERE.includes(code)))('explain %s', (error) => {
    for (const state of ['signed-out', 'offline', 'stale', 'maintenance'] as const)
      expect(said[connectionNotice(connection({ state, error }))?.title ?? '']).toMatch(/\S/);
  });
});
