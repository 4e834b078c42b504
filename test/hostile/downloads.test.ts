import { beforeEach, describe, expect, it } from 'vitest';
import { accountId, group, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { eventually, expectRang, row, useStationWithOther, wache, write } from './station-pc.ts';

const DAV_GET = { path: /\/dav\/files\//, method: 'GET' };
const TARGET = '/home/a/Downloads/gewählt.txt';

/** What the system's dialog offered. */
let offered: string[] = [];
const where = async (name: string): Promise<string | null> => {
  offered.push(name);
  return TARGET;
};
const save = () => talkmelder.saveAttachment(named(group), null, where);

/** Bob's message with a file, which Alice has among her own files. */
async function share(name: string, content = 'Abschnitt 1'): Promise<void> {
  nextcloud.control.putFile('alice', `Talk/${name}`, content);
  nextcloud.control.send('bob', group, '', { file: { name } });
  await eventually(() => row(group)?.preview?.attachment).toBe('file');
}

useStationWithOther();
beforeEach(async () => {
  offered = [];
  await signIn();
  await eventually(() => row(group) !== undefined).toBe(true);
});

it('saves the file where the user says, and nowhere else', async () => {
  await share('Plan.txt');
  expect(await save()).toBe(true);
  expect(offered).toEqual(['Plan.txt']);
  expect(Array.from(ports.files.saved, ([path, bytes]) => [path, new TextDecoder().decode(bytes)])).toEqual([
    [TARGET, 'Abschnitt 1'],
  ]);
  expect(talkmelder.state().files).toBeUndefined();
});

it('fetches nothing when the user cancels the dialog', async () => {
  await share('Plan.txt');
  expect(await talkmelder.saveAttachment(named(group), null, async () => null)).toBe(false);
  expect(nextcloud.control.requests.filter(({ method, path }) => method === 'GET' && DAV_GET.path.test(path))).toEqual(
    [],
  );
});

it('writes nothing for an account that leaves while the dialog is open', async () => {
  await share('Plan.txt');
  const began: string[] = [];
  const { save: write } = ports.files;
  ports.files.save = (path) => {
    began.push(path);
    return write(path);
  };
  const saving = talkmelder.saveAttachment(named(group), null, async () => {
    await talkmelder.disconnect(accountId());
    return TARGET;
  });
  await expect(saving).rejects.toMatchObject({ code: 'session-ended' });
  expect(began).toEqual([]);
});

it('leaves nothing half on the disk when the app ends, which waits for that', async () => {
  await share('Plan.txt');
  nextcloud.control.fail('hang', DAV_GET);
  const saving = save().catch(() => false);
  await eventually(() => ports.files.unfinished.size).toBe(1);
  talkmelder.stop();
  const ending = talkmelder.ending();
  expect(ending).toHaveLength(1);
  await Promise.all(ending);
  expect(ports.files.unfinished.size).toBe(0);
  expect(await saving).toBe(false);
});

describe('a hostile server', () => {
  it.each(['../../../.bashrc', '..', 'CON', 'a/b\\c.txt', 'x\u202efdp.exe'])(
    'calls the file %j: the offered name is harmless',
    async (name) => {
      nextcloud.control.alter(/\/api\/v4\/room$/, (data) =>
        (data as { token: string; lastMessage?: { messageParameters?: { file?: { name: string } } } }[]).map((one) => {
          const file = one.lastMessage?.messageParameters?.file;
          if (file) file.name = name;
          return one;
        }),
      );
      await share('Plan.txt');
      await save();
      expect(offered[0]).toMatch(/^[^./\\:\p{Cc}\u202e][^/\\:\p{Cc}\u202e]*$/u);
      expect(offered[0]).not.toMatch(/^con(\.|$)/i);
      expect([...ports.files.saved.keys()]).toEqual([TARGET]);
    },
  );

  it.each(['../bob/geheim.txt', 'Talk/../../bob/x', '..'])(
    'says that the file lies at %j: nothing is asked there',
    async (path) => {
      nextcloud.control.alter(/\/api\/v4\/room$/, (data) =>
        (data as { lastMessage?: { messageParameters?: { file?: { path: string } } } }[]).map((one) => {
          const file = one.lastMessage?.messageParameters?.file;
          if (file) file.path = path;
          return one;
        }),
      );
      await share('Plan.txt');
      await expect(save()).rejects.toMatchObject({ code: 'file-gone' });
      expect(nextcloud.control.requests.filter((one) => one.method === 'GET' && one.path.includes('/dav/'))).toEqual(
        [],
      );
    },
  );

  it.each([
    ['a page instead of the file', { status: 200, page: '<html>Bitte anmelden</html>' }, 'server-error'],
    ['500', { status: 500 }, 'server-error'],
    ['a redirect to another server', { redirect: 'http://127.0.0.1:9/evil' }, 'untrusted-answer'],
    ['404 of its own', { status: 404, page: '<d:error xmlns:s="http://sabredav.org/ns"/>' }, 'file-gone'],
    ['403 of its own', { status: 403, page: '<d:error xmlns:s="http://sabredav.org/ns"/>' }, 'file-gone'],
    ['a 403 page of a gateway', { status: 403, page: '<h1>403</h1>' }, 'server-error'],
    ['a 404 page of a gateway', { status: 404, page: '<h1>404</h1>' }, 'server-error'],
    ['a cut body', 'cut-body', 'unreachable'],
    ['nothing', 'drop', 'unreachable'],
  ] as const)('answers %s: nothing is saved, nothing is left, and conversations ring', async (_what, fault, code) => {
    await share('Plan.txt', 'x'.repeat(10_000));
    nextcloud.control.fail(fault, DAV_GET);
    await expect(save()).rejects.toMatchObject({ code });
    expect([ports.files.saved.size, ports.files.unfinished.size]).toEqual([0, 0]);
    write(wache, 'Es brennt');
    await expectRang(wache, ['Es brennt']);
  });

  it('never ends: the user cancels, and nothing is left', async () => {
    await share('Plan.txt');
    nextcloud.control.fail('hang', DAV_GET);
    const saving = save();
    await eventually(() => talkmelder.state().files?.length).toBe(1);
    talkmelder.cancelFiles(talkmelder.state().files?.[0]?.id ?? 0);
    expect(await saving).toBe(false);
    expect([ports.files.saved.size, ports.files.unfinished.size, talkmelder.state().files]).toEqual([0, 0, undefined]);
  });

  it('stays silent: the app gives up by itself', async () => {
    await share('Plan.txt');
    nextcloud.control.fail('hang', DAV_GET);
    const failed = save().catch((error: unknown) => error);
    await eventually(() => talkmelder.state().files).toBeUndefined();
    expect(await failed).toMatchObject({ code: 'unreachable' });
  });
});

it('a full disk: the user learns it, and nothing is left', async () => {
  await share('Plan.txt');
  ports.files.fillDisk();
  await expect(save()).rejects.toMatchObject({ code: 'file-not-written' });
  expect([ports.files.saved.size, ports.files.unfinished.size]).toEqual([0, 0]);
});

it('opens only an address that the app has built, on the account’s server', async () => {
  nextcloud.control.alter(/\/api\/v4\/room$/, (data) =>
    (data as { lastMessage?: { messageParameters?: { file?: { link: string } } } }[]).map((one) => {
      const file = one.lastMessage?.messageParameters?.file;
      if (file) file.link = 'https://evil.example/f/1';
      return one;
    }),
  );
  await share('Plan.txt');
  await talkmelder.openAttachment(named(group), null);
  expect(ports.opener.opened.at(-1)?.url).toMatch(new RegExp(`^${nextcloud.url}(/index\\.php)?/f/\\d+$`));
});

it('a message without a file has nothing to open or save', async () => {
  write(group, 'Nur Text');
  await expectRang(group, ['Nur Text']);
  await expect(save()).rejects.toMatchObject({ code: 'file-gone' });
  await expect(talkmelder.openAttachment(named(group), null)).rejects.toMatchObject({ code: 'file-gone' });
});
