import { expect, test } from 'vitest';
import {
  fromChromium,
  headerToChromium,
  maySchemeBeFetched,
  originOf,
  registerSchemesAsPrivileged,
  toChromium,
} from './schemes.ts';

registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
  { scheme: 'insecure', privileges: { standard: true } },
]);

test.for([
  'app://talkmelder/index.html',
  'app://talkmelder/',
  'app://a.b/x?y=1#z',
  'https://cloud.example.org/x',
  'about:blank',
])('%s comes back unchanged', (url) => {
  expect(fromChromium(toChromium(url))).toBe(url);
});

test('the app’s own scheme becomes an https origin that exists nowhere', () => {
  expect(toChromium('app://talkmelder/index.html')).toBe('https://talkmelder.app.electron-host.invalid/index.html');
  expect(originOf('app://talkmelder/index.html')).toBe('app://talkmelder');
  expect(originOf('https://cloud.example.org/x')).toBe('https://cloud.example.org');
  expect(originOf('')).toBe('null');
});

test('schemes are registered once and for all', () => {
  expect(() => registerSchemesAsPrivileged([{ scheme: 'late' }])).toThrow('can be called only once');
});

test('a window cannot show a scheme that is not standard and secure', () => {
  expect(() => toChromium('insecure://x/')).toThrow('insecure: is not registered as standard and secure');
  expect(() => toChromium('other://x/')).toThrow('other: is not registered as standard and secure');
});

test('a policy names the stand-ins', () => {
  const policy = "default-src 'self' app:; img-src app://talkmelder data:; connect-src happ:";
  expect(headerToChromium('Content-Security-Policy', policy)).toBe(
    "default-src 'self' https://*.app.electron-host.invalid; " +
      'img-src https://talkmelder.app.electron-host.invalid data:; connect-src happ:',
  );
  expect(headerToChromium('x-other', 'app:')).toBe('app:');
});

test('only schemes with supportFetchAPI can be fetched', () => {
  expect([maySchemeBeFetched('https'), maySchemeBeFetched('app')]).toEqual([true, false]);
});
