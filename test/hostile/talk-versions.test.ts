import { describe, expect, it } from 'vitest';
import { group, nextcloud, ports, restart, signIn } from '../fakes/pc.ts';
import { expectRang, other, polls, rang, readAll, row, state, useStationPc, write } from './station-pc.ts';

useStationPc();

describe.each([
  ['28.0.1', '18.0.1'],
  ['32.0.1', '22.0.2'],
  ['35.0.0', '25.0.0'],
])('Nextcloud %s with Talk %s', (nextcloudVersion, talk) => {
  it('each message rings once, is read elsewhere, and never rings again', async () => {
    nextcloud.control.setVersions({ nextcloud: nextcloudVersion, talk });
    const wache = other();
    readAll();
    await signIn();
    write(group, 'eins', 'zwei');
    nextcloud.control.send('bob', wache, '@alice drei');
    await expectRang(group, ['eins', 'zwei']);
    await expectRang(wache, ['@Alice Anders drei']);
    expect(row(group)).toMatchObject({ unread: 2 });
    await restart(() => {});
    await polls(3);
    expect(rang()).toHaveLength(3);
    expect(state()).toBe('polling');
    expect(ports.log.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });
});
