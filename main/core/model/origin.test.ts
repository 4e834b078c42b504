import { describe, expect, it } from 'vitest';
import { isOnOrigin } from './origin.ts';

describe('isOnOrigin', () => {
  const base = 'https://cloud.example.org/nextcloud';
  it.each(['https://cloud.example.org/login', 'https://cloud.example.org:443/x'])('accepts %s', (url) => {
    expect(isOnOrigin(url, base)).toBe(true);
  });
  it.each([
    'http://cloud.example.org/login',
    'https://cloud.example.org.evil.test/',
    'https://user@cloud.example.org/',
    'https://cloud.example.org:8443/',
    'javascript:alert(1)',
    '//cloud.example.org/login',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(isOnOrigin(url, base)).toBe(false);
  });
});
