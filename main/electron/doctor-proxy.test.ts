import { expect, it } from 'vitest';
import { proxyIn } from './doctor-proxy.ts';

it.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.example.org:3128', 'proxy.example.org:3128'],
  ['PROXY proxy.example.org:3128; DIRECT', 'proxy.example.org:3128'],
  ['SOCKS5 127.0.0.1:1080;PROXY other.example.org:80', '127.0.0.1:1080'],
  ['HTTPS user:secret@proxy.example.org:443', 'proxy.example.org:443'],
])('%j → %j', (answer, proxy) => {
  expect(proxyIn(answer)).toBe(proxy);
});
