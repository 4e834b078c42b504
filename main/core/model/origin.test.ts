import { describe, expect, it } from 'vitest';
import { isOnOrigin, onOrigin } from './origin.ts';

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

describe('onOrigin', () => {
  it.each([
    ['https://cloud.example.org/login', 'https://cloud.example.org', 'https://cloud.example.org/login'],
    ['http://cloud.example.org/login?a=b#c', 'https://cloud.example.org', 'https://cloud.example.org/login?a=b#c'],
    ['http://cloud.example.org:443/login', 'https://cloud.example.org', 'https://cloud.example.org/login'],
    ['http://cloud.example.org:8443/x', 'https://cloud.example.org:8443/nc', 'https://cloud.example.org:8443/x'],
    ['http://localhost:8080/x', 'http://localhost:8080', 'http://localhost:8080/x'],
  ])('%s on %s is %s', (url, base, expected) => {
    expect(onOrigin(url, base)).toBe(expected);
  });

  it.each([
    ['http://cloud.example.org:8080/', 'https://cloud.example.org'],
    ['http://user@cloud.example.org/', 'https://cloud.example.org'],
    ['http://evil.example/', 'https://cloud.example.org'],
    ['https://localhost:8080/', 'http://localhost:8080'],
    ['ftp://cloud.example.org/', 'https://cloud.example.org'],
    ['nonsense', 'https://cloud.example.org'],
  ])('%s is not on %s', (url, base) => {
    expect(onOrigin(url, base)).toBeNull();
  });
});
