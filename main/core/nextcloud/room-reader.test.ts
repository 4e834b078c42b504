import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { ServerError } from '../errors.ts';
import { MOST_HELD } from './held-rooms.ts';
import { readRoom } from './room.ts';
import { createRoomReader } from './room-reader.ts';

const META = { status: 'ok', statuscode: 200 };
const answer = (data: unknown): string => JSON.stringify({ ocs: { meta: META, data } });

/** Reads every element from scratch. */
const plainly = (text: string) => JSON.parse(text).ocs.data.map(readRoom).filter(Boolean);

const sentRoom = (token: string, id = 1, more = {}) => ({ ...room(token), lastMessage: message(id), ...more });

describe('reading lists', () => {
  it('keeps the conversation object of an element with unchanged text', () => {
    const read = createRoomReader();
    const [a, b, c] = read(answer([sentRoom('a'), sentRoom('b'), sentRoom('c')])).read(true).rooms;
    const next = read(answer([sentRoom('a'), sentRoom('b', 2), sentRoom('c')])).read(true).rooms;
    expect(next[0]).toBe(a);
    expect(next[1]).not.toBe(b);
    expect(next[1]?.lastMessage?.id).toBe(2);
    expect(next[2]).toBe(c);
  });

  it.each([
    ['one is new', ['a', 'x', 'b', 'c', 'd']],
    ['one is gone', ['b', 'c', 'd']],
    ['several are gone', ['d']],
    ['the order changes', ['d', 'b', 'c', 'a']],
    ['one comes twice', ['a', 'b', 'b', 'c', 'd']],
  ])('keeps the other conversations when %s', (_what, tokens) => {
    const read = createRoomReader();
    const before = new Map(
      read(answer(['a', 'b', 'c', 'd'].map((token) => sentRoom(token))))
        .read(true)
        .rooms.map((one) => [one.token, one]),
    );
    const { rooms } = read(answer(tokens.map((token) => sentRoom(token)))).read(true);
    expect(rooms.map(({ token }) => token)).toEqual(tokens);
    for (const one of rooms) if (one.token !== 'x') expect(one).toBe(before.get(one.token));
  });

  it('keeps conversations across deltas, and forgets those that are missing in a full list', () => {
    const read = createRoomReader();
    const [a] = read(answer([sentRoom('a'), sentRoom('b')])).read(true).rooms;
    read(answer([sentRoom('b', 2)])).read(false);
    expect(read(answer([sentRoom('a')])).read(false).rooms[0]).toBe(a);
    read(answer([sentRoom('b', 2)])).read(true);
    expect(read(answer([sentRoom('a')])).read(true).rooms[0]).not.toBe(a);
  });

  const hostileText = fc.oneof(
    fc.constantFrom('"data":[', '\\', '\\"', '"', ',', ']', '},{', '{"token":"a"}', '\u2028', '😀', '\\u0022'),
    fc.string({ maxLength: 8 }),
  );
  const element = fc.oneof(
    { weight: 4, arbitrary: fc.record({ token: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), id: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ token: fc.constantFrom('a', 'b', 'c'), text: hostileText }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map((text) => ({ raw: JSON.parse(text) as unknown })) },
  );
  const elementOf = (one: { token: string; id?: number; text?: string } | { raw: unknown }): unknown =>
    'raw' in one ? one.raw : sentRoom(one.token, 1 + (one.id ?? 0), { displayName: one.text ?? 'Gruppe', extra: [{}] });

  it('returns the same as reading each list from scratch, whatever the lists contain', () => {
    const lists = fc.array(
      fc.record({
        elements: fc.array(element, { maxLength: 8 }),
        isWhole: fc.boolean(),
        space: fc.constantFrom(0, 0, 1, '\t'),
        before: fc.option(hostileText),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(lists, (all) => {
        const read = createRoomReader();
        for (const { elements, isWhole, space, before } of all) {
          const meta = { ...META, ...(before !== null && { message: before }) };
          const text = JSON.stringify({ ocs: { meta, data: elements.map(elementOf) } }, null, space);
          const list = read(text);
          expect(list.envelope).toMatchObject({ ocs: { meta } });
          const found = list.read(isWhole);
          expect(found.rooms).toEqual(plainly(text));
          expect(found.leftOut).toBe(elements.length - found.rooms.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reads a list with gaps, as PHP writes it, and a list whose data comes first', () => {
    const read = createRoomReader();
    expect(read(answer({ '0': sentRoom('a'), '2': sentRoom('b') })).read(true).rooms).toHaveLength(2);
    const first = JSON.stringify({ ocs: { data: [sentRoom('a'), sentRoom('b')], meta: META } });
    expect(read(first).envelope).toMatchObject({ ocs: { meta: META } });
    expect(read(first).read(true).rooms).toHaveLength(2);
    expect(read(answer([])).read(true)).toEqual({ rooms: [], leftOut: 0, beyond: 0 });
  });

  it('is not fooled by a list elsewhere, nor by a list that occurs twice', () => {
    const read = createRoomReader();
    const twice = `{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a"}],"data":[{"token":"b"}]}}`;
    expect(
      read(twice)
        .read(true)
        .rooms.map(({ token }) => token),
    ).toEqual(['b']);
    const elsewhere = `{"data":[{"token":"a"}],"ocs":{"meta":{"statuscode":200},"data":[{"token":"b"}]}}`;
    expect(
      read(elsewhere)
        .read(true)
        .rooms.map(({ token }) => token),
    ).toEqual(['b']);
  });

  it.each([
    '',
    '{',
    '{"ocs":{"meta":{"statuscode":200},"data":[',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a"}',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a"},]}}',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a"} {"token":"b"}]}}',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a}]}}',
    '{"ocs":{"meta":{"statuscode":200},"data":[,]}}',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":}]}}',
    '{"ocs":{"meta":{"statuscode":200},"data":[{"token":"a"}]}} and more',
  ])('refuses %j, also after a valid list', (text) => {
    const read = createRoomReader();
    read(answer([sentRoom('a')])).read(true);
    expect(() => read(text)).toThrow(ServerError);
    expect(() => createRoomReader()(text)).toThrow(ServerError);
  });

  it.each(['{}', '{"ocs":{"meta":{"statuscode":200}}}', '{"ocs":{"meta":{"statuscode":200},"data":"x"}}'])(
    'finds no list in %s',
    (text) => {
      expect(() => createRoomReader()(text).read(true)).toThrow(ServerError);
    },
  );

  it('reads an endlessly nested list, and the next one', () => {
    const read = createRoomReader();
    const deep = answer([sentRoom('a'), 0]).replace(
      ',0]',
      `,{"token":"b","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`,
    );
    for (const _time of [1, 2])
      expect(
        read(deep)
          .read(true)
          .rooms.map(({ token }) => token),
      ).toEqual(['a', 'b']);
  });

  it('remembers a limited number of conversations, however many changes come', () => {
    const read = createRoomReader();
    const some = (from: number, count: number) =>
      answer(Array.from({ length: count }, (_, index) => ({ token: `t${from + index}` })));
    const all = read(some(0, MOST_HELD + 7)).read(true);
    expect(all.rooms).toHaveLength(MOST_HELD);
    expect(all.beyond).toBe(7);
    for (let from = 0; from < 20_000; from += 1_000) {
      const { rooms, beyond } = read(some(from, 1_000)).read(false);
      expect([rooms.length, beyond]).toEqual([1_000, 0]);
    }
  });
});
