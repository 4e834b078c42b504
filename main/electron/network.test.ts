import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createNetwork } from './network.ts';

// Behaves like Electron's fetch: a cancelled body goes on, and only the signal ends the request.
vi.mock('electron', () => ({
  net: {},
  session: { fromPartition: () => ({ fetch: keepingItsConnection }) },
}));
async function keepingItsConnection(input: string | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return new Response(body, response);
}

const { fetch: ask } = createNetwork({ authorities: [], pins: null });
let open = 0;
const server = createServer((request, response) => {
  open += 1;
  response.once('close', () => {
    open -= 1;
  });
  if (request.url === '/never') return;
  if (request.url === '/nothing') return void response.writeHead(204).end();
  response.writeHead(201, 'Made', { 'x-name': 'yes' });
  if (request.url === '/whole') response.end('whole');
  else response.write('the beginning');
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  open = 0;
});

it('frees the connection when a body is cancelled', async () => {
  const { body } = await ask(`${url}/without-end`);
  expect(open).toBe(1);
  await body?.cancel();
  await expect.poll(() => open).toBe(0);
});

it('frees the connection when the reader of a body gives up', async () => {
  const { body } = await ask(`${url}/without-end`);
  const reader = body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('the beginning');
  await reader?.cancel();
  await expect.poll(() => open).toBe(0);
});

it("frees the connection when the caller aborts, and rejects with the caller's reason", async () => {
  const stop = new AbortController();
  const asked = ask(new Request(`${url}/never`, { signal: stop.signal }));
  await expect.poll(() => open).toBe(1);
  stop.abort(new Error('too late'));
  await expect(asked).rejects.toThrow('too late');
  await expect.poll(() => open).toBe(0);
  await expect(ask(`${url}/never`, { signal: stop.signal })).rejects.toThrow('too late');
});

it('does not change the answer', async () => {
  const answer = await ask(`${url}/whole`);
  expect([answer.status, answer.statusText, answer.headers.get('x-name')]).toEqual([201, 'Made', 'yes']);
  expect(await answer.text()).toBe('whole');
  expect((await ask(`${url}/nothing`)).body).toBeNull();
});
