import { describe, expect, it } from 'vitest';
import { NextcloudTooOld, TalkTooOld } from '../errors.ts';
import { requireNextcloud, requireTalk } from './requirements.ts';

describe('the oldest supported server', () => {
  it.each(['27.1.11', '27', '9.0.50', '20.0.0 RC1', '27.9.9.9'])('Nextcloud %s is too old', (version) => {
    expect(() => requireNextcloud(version)).toThrow(NextcloudTooOld);
  });

  it.each(['28.0.0', '28', '32.0.1', '100.0.0', '', undefined, 'unknown', 'v27'])('Nextcloud %s passes', (version) => {
    expect(() => requireNextcloud(version)).not.toThrow();
  });

  it.each(['17.1.11', '8.0.0'])('Talk %s is too old', (version) => {
    expect(() => requireTalk(version)).toThrow(TalkTooOld);
  });

  it.each(['18.0.0', '22.0.2', '5000', undefined])('Talk %s passes', (version) => {
    expect(() => requireTalk(version)).not.toThrow();
  });

  it('reports the version without any other text that a server may have added', () => {
    const found = (version: string) => {
      try {
        requireNextcloud(version);
        return null;
      } catch (error) {
        return error instanceof NextcloudTooOld ? error.found : 'another error';
      }
    };
    expect(found('27.1.11')).toBe('27.1.11');
    expect(found('27.1<b>Call 0900 123</b>')).toBe('27.1');
    expect(found('1.2.3.4.5.6 please pay')).toBe('1.2.3.4');
  });
});
