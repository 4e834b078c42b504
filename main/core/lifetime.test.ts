import { expect, it } from 'vitest';
import { createFakeLogger } from '../../test/fakes/logger.ts';
import { createLifetime } from './lifetime.ts';

const part = (name: string, stopped: string[]) => ({ name, stop: () => void stopped.push(name) });

it('ends its parts once, in the reverse order of their creation', () => {
  const stopped: string[] = [];
  const lifetime = createLifetime(createFakeLogger());
  expect(lifetime.hold(part('client', stopped)).name).toBe('client');
  lifetime.hold(part('engine', stopped));
  expect(lifetime.isOver()).toBe(false);
  lifetime.end();
  lifetime.end();
  expect(stopped).toEqual(['engine', 'client']);
});

it('is over before the first part ends', () => {
  const lifetime = createLifetime(createFakeLogger());
  const seen: boolean[] = [];
  lifetime.hold({ stop: () => void seen.push(lifetime.isOver()) });
  lifetime.end();
  expect(seen).toEqual([true]);
});

it('ends a part at once that is added after the end', () => {
  const stopped: string[] = [];
  const lifetime = createLifetime(createFakeLogger());
  lifetime.end();
  lifetime.hold(part('late', stopped));
  expect(stopped).toEqual(['late']);
});

it('ends the other parts when one fails, and logs the stack', () => {
  const stopped: string[] = [];
  const log = createFakeLogger();
  const lifetime = createLifetime(log);
  lifetime.hold(part('first', stopped));
  lifetime.hold({
    stop() {
      throw new Error('broken');
    },
  });
  lifetime.hold(part('last', stopped));
  lifetime.end();
  expect(stopped).toEqual(['last', 'first']);
  expect(log.lines.join('\n')).toMatch(/error a part did not stop: Error: broken\n\s+at /);
});
