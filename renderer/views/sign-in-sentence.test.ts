import { beforeEach, describe, expect, it } from 'vitest';
import { ErrorCode } from '../../main/core/model/error-code.ts';
import { signInOutcomes } from '../../test/fakes/sign-in-outcomes.ts';
import { setLanguage } from '../i18n/index.ts';
import { problemSentence } from './sign-in-sentence.ts';

describe.each(['de', 'en'] as const)('the sentence for a failed sign-in, in %s', (language) => {
  beforeEach(() => setLanguage(language));

  it('differs for each outcome', () => {
    const sentences = ErrorCode.options.map((code) => problemSentence(code, null));
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each(signInOutcomes)('$what', ({ error, detail = null, [language]: sentence }) => {
    expect(problemSentence(error, detail)).toBe(sentence);
  });

  it('contains the number of an error and the outdated version', () => {
    expect(problemSentence('server-error', '502')).toContain('(502)');
    expect(problemSentence('no-api', '404')).toContain('(404)');
    expect(problemSentence('no-api', null)).not.toMatch(/\d|[()]/);
    expect(problemSentence('nextcloud-too-old', '27.1.11')).toMatch(/Nextcloud 27\.1\.11.*Nextcloud 28/);
    expect(problemSentence('talk-too-old', '17.1.7')).toMatch(/Talk 17\.1\.7.*Talk 18/);
  });

  it('contains the address that the server reports for itself', () => {
    expect(problemSentence('other-address', 'https://cloud.kreis.example')).toContain(': https://cloud.kreis.example.');
    expect(problemSentence('other-address', null)).not.toMatch(/[:{]/);
  });

  it('does not tell the user to change an address that cannot be changed', () => {
    for (const detail of ['https://cloud.kreis.example', null]) {
      const sentence = problemSentence('other-address', detail, true);
      expect(sentence).toMatch(language === 'de' ? /trenne das Konto/ : /disconnect the account/);
      expect(sentence).not.toMatch(/geh zurück|go back|eingegeben|entered|[{}]/);
      if (detail !== null) expect(sentence).toContain(`: ${detail}.`);
    }
  });

  it('says that an odd login name may be too long', () => {
    expect(problemSentence('login-name-odd', null)).toMatch(language === 'de' ? /zu lang/ : /too long/);
  });

  it.each(['other-account', 'account-exists'] as const)('names who is signed in and what to do: %s', (error) => {
    const browser = problemSentence(error, 'Bob Böhm', true, { step: 'method', loginName: 'alice' });
    expect(browser).toMatch(/Bob Böhm/);
    expect(browser).toMatch(
      language === 'de' ? /Browser.* ab.* privates Fenster/ : /browser.*[Ss]ign out.*private window/,
    );
    const typed = problemSentence(error, 'Bob Böhm', true, { step: 'app-password', loginName: 'alice' });
    expect(typed).toMatch(/Bob Böhm/);
    expect(typed).not.toMatch(/[Bb]rowser/);
    if (error === 'other-account') expect([browser, typed].every((sentence) => sentence.includes('alice'))).toBe(true);
  });

  it('does not promise an automatic retry', () => {
    expect(problemSentence('maintenance', null)).not.toMatch(/Gleich folgt|Trying again/);
  });
});

describe('in German', () => {
  it('uses the informal "du"', () => {
    setLanguage('de');
    for (const code of ErrorCode.options) expect(problemSentence(code, '500')).not.toMatch(/\b(?:Sie|Ihre?[nms]?)\b/);
  });
});
