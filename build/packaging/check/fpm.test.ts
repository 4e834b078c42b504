import { expect, it } from 'vitest';
import { debControl, readOrder, rpmSpec } from './fpm.ts';

const ARGS = ['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'dbus'];
const MORE = ['--architecture', 'amd64', '--version', '0.1.0', '--name', 'talkmelder', '--url', 'https://example.org'];
const WHO = [
  '--maintainer',
  'Erika <e@example.org>',
  '--description',
  'Talk in the tray\n All of it\n',
  '--license',
  'MIT',
];
const FILES = ['out/linux-unpacked/=/opt/Talkmelder', 'a=b.png=/usr/share/icons/a.png'];
const order = readOrder([...ARGS, ...MORE, ...WHO, ...FILES]);

it('an order is read with all its options and files', () => {
  expect(order.kind).toBe('deb');
  expect(order.options.get('-d')).toEqual(['libgtk-3-0', 'libnss3']);
  expect(order.files).toEqual([
    { from: 'out/linux-unpacked/', to: '/opt/Talkmelder' },
    { from: 'a=b.png', to: '/usr/share/icons/a.png' },
  ]);
});

it('an order that fpm would not understand is refused', () => {
  expect(() => readOrder(['-t'])).toThrow('-t has no value');
  expect(() => readOrder(['folder'])).toThrow('folder does not say where it goes');
});

it('the packages say what was ordered', () => {
  const control = debControl(order, 7);
  expect(control).toContain('Depends: libgtk-3-0, libnss3\nRecommends: dbus\n');
  expect(control).toContain('Description: Talk in the tray\n All of it\n');
  const spec = rpmSpec(order, '/tree', { install: 'ldconfig', remove: 'true' });
  expect(spec).toContain('Requires: libgtk-3-0\nRequires: libnss3\n');
  expect(spec).toContain('%files\n"/opt/Talkmelder"\n"/usr/share/icons/a.png"\n');
});
