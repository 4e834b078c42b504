import { beforeEach, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../../main/core/errors.ts';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import type { FileItem } from '../../main/core/model/file-item.ts';
import type { Unfinished } from '../../main/core/model/unfinished.ts';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { casesOf } from '../full.ts';
import type { Fault, FaultFilter } from '../nextcloud/faults.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  pass,
  rang,
  row,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

const MIB = 1024 * 1024;
const BIG = 22 * MIB;
const DAV_ERROR = '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:message>no</s:message></d:error>';
const FILES = /\/dav\/files\/alice\/Talk\/./;
const UPLOADS = /\/dav\/uploads\//;
const CHUNK = /\/dav\/uploads\/.*\/\d{5}$/;
const MESSAGE = /\/api\/v1\/chat\/\w+\/\d+$/;
const SHARES = /\/files_sharing\/api\/v1\/shares$/;

const items = (): FileItem[] => talkmelder.state().files ?? [];
const stages = () => items().map(({ stage }) => stage);
const item = (): FileItem => items()[0] ?? expect.fail('there is no file under way');
const files = () => nextcloud.control.filesOf('alice');
const shares = () => nextcloud.control.shares();
const undoable = () => talkmelder.state().undoable;
const takeBack = () => talkmelder.decideShared(undoable()?.id ?? 0, 'undo');
const texts = () => nextcloud.control.messages(group).map(({ message }) => String(message));

/** Returns the types of the last messages that people have written. */
const lastMessages = (count: number) =>
  nextcloud.control
    .messages(group)
    .filter(({ systemMessage }) => systemMessage === '')
    .slice(-count)
    .map(({ messageType }) => messageType);

/** Chooses files on this computer and says "send". */
async function send(paths: readonly string[], caption = '', token = group): Promise<number> {
  await talkmelder.offerFiles(named(token), paths);
  const { id } = items().at(-1) ?? expect.fail('nothing was offered');
  talkmelder.sendFiles(id, caption);
  return id;
}

/** Resolves when share and file are gone. No time passes for the app. */
const removed = () => expect.poll(() => [shares(), files()], { timeout: 20_000 }).toEqual([[], {}]);
const arrived = () => eventually(() => [items(), undoable()?.kind]).toEqual([[], 'shared']);

/** Conversations go on ringing, whatever happens to files. */
async function expectStillRinging(): Promise<void> {
  write(wache, 'Es brennt');
  await expectRang(wache, ['Es brennt']);
}

useStationWithOther();
beforeEach(async () => {
  await signIn();
  await eventually(() => row(group) !== undefined).toBe(true);
  ports.files.add('/home/a/Bild.png', 5_000);
  ports.files.add('/home/a/Film.mp4', BIG);
});

describe('a file reaches its conversation', () => {
  it('once, with its caption, in the folder that Talk names, which is made', async () => {
    await send(['/home/a/Bild.png'], '  Von heute  ');
    await arrived();
    expect(files()).toEqual({ 'Talk/Bild.png': 5_000 });
    expect(shares()).toEqual([{ path: 'Talk/Bild.png', token: group }]);
    expect(nextcloud.control.messages(group).at(-1)).toMatchObject({ message: 'Von heute' });
    expect(
      nextcloud.control
        .contentOf('alice', 'Talk/Bild.png')
        ?.equals(ports.files.files.get('/home/a/Bild.png') ?? new Uint8Array()),
    ).toBe(true);
    expect(ports.files.openCount()).toBe(0);
  });

  it('never over an existing file', async () => {
    nextcloud.control.putFile('alice', 'Talk/Bild.png', 'eins');
    nextcloud.control.putFile('alice', 'Talk/Bild (2).png', 'zwei');
    nextcloud.control.putFile('alice', 'Talk/Film.mp4', 'drei');
    await send(['/home/a/Bild.png', '/home/a/Film.mp4']);
    await arrived();
    expect(files()).toEqual({
      'Talk/Bild.png': 4,
      'Talk/Bild (2).png': 4,
      'Talk/Film.mp4': 4,
      'Talk/Bild (3).png': 5_000,
      'Talk/Film (2).mp4': BIG,
    });
  });

  it('in chunks above 10 MiB, each of 5 MiB at least', async () => {
    await send(['/home/a/Film.mp4']);
    await arrived();
    expect(asked(CHUNK, 'PUT')).toBe(5);
    expect(nextcloud.control.halfUploads('alice')).toEqual([]);
    expect(
      nextcloud.control
        .contentOf('alice', 'Talk/Film.mp4')
        ?.equals(ports.files.files.get('/home/a/Film.mp4') ?? new Uint8Array()),
    ).toBe(true);
  });

  it('is empty, and arrives', async () => {
    ports.files.add('/home/a/leer.txt', 0);
    await send(['/home/a/leer.txt']);
    await arrived();
    expect(files()).toEqual({ 'Talk/leer.txt': 0 });
  });

  it('does not ring here', async () => {
    await send(['/home/a/Bild.png']);
    await arrived();
    await pass(60);
    expect(rang()).toEqual([]);
  });
});

describe('undo', () => {
  it('removes the share and the file', async () => {
    await send(['/home/a/Bild.png', '/home/a/Film.mp4']);
    await arrived();
    expect(undoable()).toMatchObject({ kind: 'shared', count: 2, name: 'Einsatzgruppe 1' });
    await takeBack();
    expect([shares(), files(), undoable()]).toEqual([[], {}, undefined]);
  });

  it('removes the messages, so that none speaks of a file that is gone', async () => {
    await send(['/home/a/Bild.png', '/home/a/Film.mp4'], 'Von heute');
    await arrived();
    await takeBack();
    expect(lastMessages(2)).toEqual(['comment_deleted', 'comment_deleted']);
    expect(texts().join()).not.toMatch(/no longer available|nicht mehr verfügbar|Von heute/);
    await eventually(() => JSON.stringify(row(group))).not.toMatch(/Bild|Film|Von heute/);
  });

  it('finds its message among hundreds, and leaves those of others', async () => {
    await send(['/home/a/Bild.png']);
    await arrived();
    const { referenceId } = nextcloud.control.messages(group).at(-1) ?? {};
    nextcloud.control.send('bob', group, 'Meins', { referenceId: String(referenceId) });
    for (let index = 0; index < 250; index += 1) nextcloud.control.send('bob', group, `Nummer ${index}`);
    await takeBack();
    const deleted = nextcloud.control.messages(group).filter(({ messageType }) => messageType === 'comment_deleted');
    expect(deleted.map(({ actorId }) => actorId)).toEqual(['alice']);
  });

  it('deletes no message where Talk cannot do that: share and file go', async () => {
    nextcloud.control.alter('/cloud/capabilities', (data) => {
      const told = structuredClone(data) as { capabilities: { spreed: { features: string[] } } };
      const { spreed } = told.capabilities;
      spreed.features = spreed.features.filter((feature) => feature !== 'delete-messages');
      return told;
    });
    await restart(() => {});
    await eventually(() => row(group) !== undefined).toBe(true);
    await pass(5);
    await send(['/home/a/Bild.png']);
    await arrived();
    await takeBack();
    expect([shares(), files(), asked(MESSAGE, 'DELETE')]).toEqual([[], {}, 0]);
    expect(texts().at(-1)).toMatch(/no longer available|nicht mehr verfügbar/);
  });

  it.each<Fault>([{ status: 400 }, { status: 403 }, { status: 404 }, { status: 405 }, { status: 500 }, 'html', 'drop'])(
    'takes share and file back although the message stays: %j',
    async (fault) => {
      await send(['/home/a/Bild.png']);
      await arrived();
      nextcloud.control.fail(fault, { path: MESSAGE, method: 'DELETE' });
      await takeBack();
      expect([shares(), files()]).toEqual([[], {}]);
      expect(asked(MESSAGE, 'DELETE')).toBeLessThanOrEqual(2);
      await expectStillRinging();
    },
  );

  it.each(['drop', 'lose-answer'] as const)('tries the message again after a lost connection: %s', async (fault) => {
    await send(['/home/a/Bild.png']);
    await arrived();
    nextcloud.control.fail(fault, { path: MESSAGE, method: 'DELETE', count: 1 });
    await takeBack();
    expect([shares(), files(), lastMessages(1)]).toEqual([[], {}, ['comment_deleted']]);
  });

  it('of a share whose answer was lost removes the message, too', async () => {
    nextcloud.control.fail('lose-answer', { path: SHARES, method: 'POST', count: 1 });
    await send(['/home/a/Bild.png']);
    await arrived();
    await takeBack();
    expect([shares(), files(), lastMessages(1)]).toEqual([[], {}, ['comment_deleted']]);
  });

  it('leaves a file that was there before, although the server let it be replaced', async () => {
    nextcloud.control.putFile('alice', 'Talk/Bild.png', 'alt');
    nextcloud.control.ignorePreconditions();
    await send(['/home/a/Bild.png']);
    await arrived();
    await talkmelder.decideShared(undoable()?.id ?? 0, 'undo');
    expect(Object.keys(files())).toEqual(['Talk/Bild.png']);
  });

  it('waits ten seconds for a silent chat, however many files there are, and takes share and file back', async () => {
    await send(['/home/a/Bild.png', '/home/a/Bild.png', '/home/a/Bild.png']);
    await arrived();
    nextcloud.control.fail('hang', { path: chatOf(group), method: 'GET' });
    const undone = takeBack();
    await pass(11);
    await undone;
    expect([shares(), files()]).toEqual([[], {}]);
  });

  it('does not wait longer for a message that is not deleted', async () => {
    await send(['/home/a/Bild.png']);
    await arrived();
    nextcloud.control.fail('hang', { path: MESSAGE, method: 'DELETE' });
    const undone = takeBack();
    await pass(11);
    await undone;
    expect([shares(), files(), asked(chatOf(group), 'GET') > 0]).toEqual([[], {}, true]);
  });

  it.each(['answers', 'is silent'])(
    'is finished when the user disconnects right after it, and the chat %s',
    async (chat) => {
      await send(['/home/a/Bild.png']);
      await arrived();
      if (chat === 'is silent') nextcloud.control.fail('hang', { path: chatOf(group), method: 'GET' });
      const undone = takeBack();
      const left = talkmelder.disconnect(accountId());
      if (chat === 'is silent') await pass(1);
      await removed();
      await pass(1);
      await Promise.all([undone, left]);
      if (chat === 'answers') expect(lastMessages(1)).toEqual(['comment_deleted']);
    },
  );

  it('is offered for some seconds only', async () => {
    await send(['/home/a/Bild.png']);
    await arrived();
    await pass(11);
    expect(undoable()).toBeUndefined();
    expect(shares()).toHaveLength(1);
  });

  it('says that it failed', async () => {
    await send(['/home/a/Bild.png']);
    await arrived();
    nextcloud.control.fail({ status: 500 }, { method: 'DELETE' });
    await expect(talkmelder.decideShared(undoable()?.id ?? 0, 'undo')).rejects.toMatchObject({ code: 'server-error' });
  });
});

describe('a lost connection', () => {
  it.each([
    ['in the middle of chunk 3', { path: /\/00003$/, method: 'PUT' }, 'drop'],
    ['after chunk 3 was stored', { path: /\/00003$/, method: 'PUT' }, 'lose-answer'],
    ['when the upload begins', { path: UPLOADS, method: 'MKCOL' }, 'drop'],
    ['after the upload has begun', { path: UPLOADS, method: 'MKCOL' }, 'lose-answer'],
    ['before the chunks are put together', { path: /\.file$/, method: 'MOVE' }, 'drop'],
    ['after the chunks were put together', { path: /\.file$/, method: 'MOVE' }, 'lose-answer'],
    ['before the share', { path: SHARES, method: 'POST' }, 'drop'],
    ['after the share', { path: SHARES, method: 'POST' }, 'lose-answer'],
  ] as const)('%s: goes on by itself, once', async (_when, filter, fault) => {
    nextcloud.control.fail(fault, { ...filter, count: 1 });
    const before = nextcloud.control.messages(group).length;
    await send(['/home/a/Film.mp4'], 'Film');
    await arrived();
    expect(files()).toEqual({ 'Talk/Film.mp4': BIG });
    expect(shares()).toEqual([{ path: 'Talk/Film.mp4', token: group }]);
    expect(nextcloud.control.messages(group)).toHaveLength(before + 1);
    // Chunks that have arrived are not sent again.
    expect(asked(CHUNK, 'PUT')).toBe(5);
    await talkmelder.decideShared(undoable()?.id ?? 0, 'undo');
    expect(files()).toEqual({});
  });

  it.each(['drop', 'lose-answer'] as const)('with a small file (%s): one file, which is ours', async (fault) => {
    nextcloud.control.fail(fault, { path: FILES, method: 'PUT', count: 1 });
    await send(['/home/a/Bild.png']);
    await arrived();
    expect(files()).toEqual({ 'Talk/Bild.png': 5_000 });
    await talkmelder.decideShared(undoable()?.id ?? 0, 'undo');
    expect(files()).toEqual({});
  });

  it('and another file of the same name and size meanwhile: that one stays', async () => {
    const end = nextcloud.control.fail('drop', { path: FILES, method: 'PUT' });
    await send(['/home/a/Bild.png']);
    await eventually(stages).toEqual(['waiting']);
    nextcloud.control.putFile('alice', 'Talk/Bild.png', Buffer.alloc(5_000, 1));
    end();
    await arrived();
    await talkmelder.decideShared(undoable()?.id ?? 0, 'undo');
    expect(files()).toEqual({ 'Talk/Bild.png': 5_000 });
  });

  it('for an hour: the app waits, conversations ring, and at last it arrives', async () => {
    const end = nextcloud.control.fail('drop', { path: /\/dav\// });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    await pass(3_600);
    await expectStillRinging();
    expect(item()).toMatchObject({ stage: 'waiting', error: null });
    end();
    talkmelder.wake();
    await arrived();
  });
});

describe('an odd server', () => {
  it.each([
    ['forgets the upload', undefined],
    ['forgets chunk 2', '00002'],
  ])('%s: the file is sent again, whole', async (_what, chunk) => {
    nextcloud.control.fail('drop', { path: /\.file$/, method: 'MOVE', count: 1 });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    nextcloud.control.loseUploads('alice', chunk);
    await arrived();
    expect(files()).toEqual({ 'Talk/Film.mp4': BIG });
    expect(nextcloud.control.halfUploads('alice').length).toBe(0);
  });

  it.each(
    casesOf<[string, Fault, ErrorCode]>(
      [
        ['a page instead of an answer', 'html', 'server-error'],
        ['423 locked', { status: 423, page: DAV_ERROR }, 'server-error'],
        ['507 no space', { status: 507, page: DAV_ERROR }, 'no-space'],
        ['413 of a proxy', { status: 413, page: '<h1>Too large</h1>' }, 'file-too-large'],
        ['403', { status: 403, page: DAV_ERROR }, 'file-refused'],
      ],
      [
        ['500', { status: 500 }, 'server-error'],
        ['404 of a gateway', { status: 404, page: '<h1>Not found</h1>' }, 'server-error'],
        ['412 of a gateway', { status: 412, page: '<h1>No</h1>' }, 'server-error'],
      ],
    ),
  )('answers %s: the user learns it, and conversations ring', async (_what, fault, error) => {
    const end = nextcloud.control.fail(fault, { path: /\/dav\/(files\/alice\/Talk\/.|uploads)/, method: 'PUT' });
    await send(['/home/a/Bild.png']);
    await send(['/home/a/Film.mp4']);
    await eventually(() => items().map(({ stage, error: why }) => [stage, why])).toEqual([
      ['failed', error],
      ['failed', error],
    ]);
    await expectStillRinging();
    // Nothing is left half.
    expect([files(), nextcloud.control.halfUploads('alice')]).toEqual([{}, []]);
    end();
    for (const { id } of items()) talkmelder.resumeFiles(id);
    await eventually(() => [items(), Object.keys(files()).length]).toEqual([[], 2]);
  });

  it('says 423 once: the app tries again', async () => {
    nextcloud.control.fail({ status: 423, page: DAV_ERROR }, { path: FILES, method: 'PUT', count: 1 });
    await send(['/home/a/Bild.png']);
    await arrived();
  });

  it('refuses the share: the file does not stay', async () => {
    nextcloud.control.fail({ status: 403 }, { path: SHARES, method: 'POST' });
    await send(['/home/a/Bild.png']);
    await eventually(() => items().map(({ error }) => error)).toEqual(['file-refused']);
    expect(files()).toEqual({});
  });

  it.each(['/../../bob/files', '..', '/Talk/../..', ''])('names the folder "%s": nothing is sent', async (folder) => {
    nextcloud.control.alter('/cloud/capabilities', (data) => {
      const told = structuredClone(data) as {
        capabilities: { spreed: { config: { attachments: { folder: string } } } };
      };
      told.capabilities.spreed.config.attachments.folder = folder;
      return told;
    });
    await restart(() => {});
    await eventually(() => talkmelder.overview().phase).toMatchObject({ kind: 'connected' });
    await pass(5);
    const before = asked(/\/dav\//, 'PUT');
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']).catch(() => {});
    for (const { id } of items()) talkmelder.sendFiles(id, '');
    await pass(30);
    const outside = Object.keys(files()).filter((path) => path.includes('..'));
    expect([outside, asked(/\/dav\/files\/(?!alice)/, 'PUT') - before]).toEqual([[], 0]);
  });
});

describe('before anything is sent', () => {
  it('the quota counts', async () => {
    nextcloud.control.setQuota('alice', 4_000);
    await send(['/home/a/Bild.png']);
    await eventually(() => items().map(({ error }) => error)).toEqual(['no-space']);
    expect(asked(/\/dav\//, 'PUT')).toBe(0);
  });

  it.each(['/home/a/.htaccess', '/home/a/film.part', '/home/a/Film.PART'])(
    'the server refuses the name of %s',
    async (path) => {
      ports.files.add(path, 10);
      await expect(talkmelder.offerFiles(named(group), [path])).rejects.toMatchObject({ code: 'file-name-forbidden' });
      expect([items(), ports.files.openCount(), asked(/\/dav\//, 'PUT')]).toEqual([[], 0, 0]);
    },
  );

  it('too many files, and what is no file, are refused', async () => {
    const many = Array.from({ length: 21 }, () => '/home/a/Bild.png');
    await expect(talkmelder.offerFiles(named(group), many)).rejects.toMatchObject({ code: 'too-many-files' });
    await expect(talkmelder.offerFiles(named(group), ['/home/a/Bild.png', '/etc'])).rejects.toMatchObject({
      code: 'file-unusable',
    });
    expect([items(), ports.files.openCount()]).toEqual([[], 0]);
  });

  it('the user has to say so', async () => {
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    await pass(120);
    expect([stages(), asked(/\/dav\//, 'PUT')]).toEqual([['chosen'], 0]);
    talkmelder.cancelFiles(item().id);
    await eventually(() => [items(), ports.files.openCount()]).toEqual([[], 0]);
  });

  it('a pasted picture must be one', async () => {
    const html = new TextEncoder().encode('<svg onload="alert(1)"/>');
    await expect(talkmelder.offerPicture(named(group), html)).rejects.toMatchObject({ code: 'picture-unusable' });
  });
});

describe('cancelled', () => {
  it('in the middle of the chunks: nothing is left on the server', async () => {
    nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    const id = await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    expect(nextcloud.control.halfUploads('alice')).toEqual(['begun', '00001', '00002']);
    talkmelder.cancelFiles(id);
    await eventually(() => nextcloud.control.halfUploads('alice')).toEqual([]);
    expect([items(), files(), shares(), ports.files.openCount()]).toEqual([[], {}, [], 0]);
  });

  it('before the share: the file is deleted', async () => {
    nextcloud.control.fail('drop', { path: SHARES, method: 'POST' });
    const id = await send(['/home/a/Film.mp4']);
    await eventually(() => Object.keys(files())).toEqual(['Talk/Film.mp4']);
    talkmelder.cancelFiles(id);
    await eventually(() => [files(), items()]).toEqual([{}, []]);
    expect(shares()).toEqual([]);
  });

  it('after the share, whose answer was lost: file and message go', async () => {
    nextcloud.control.fail('lose-answer', { path: SHARES, method: 'POST', count: 1 });
    nextcloud.control.fail('drop', { path: chatOf(group), method: 'GET' });
    const id = await send(['/home/a/Bild.png']);
    await eventually(stages).toEqual(['waiting']);
    nextcloud.control.clearFaults();
    talkmelder.cancelFiles(id);
    await eventually(() => [items(), files(), shares(), lastMessages(1)]).toEqual([[], {}, [], ['comment_deleted']]);
  });

  it('while the share hangs, by disconnecting: the file goes', async () => {
    nextcloud.control.fail('hang', { path: SHARES, method: 'POST' });
    await send(['/home/a/Bild.png']);
    await eventually(stages).toEqual(['sharing']);
    const left = talkmelder.disconnect(accountId());
    await pass(1);
    await removed();
    await pass(1);
    await left;
  });

  it('after such a share, by disconnecting while the search for its message hangs: the file goes', async () => {
    nextcloud.control.fail('lose-answer', { path: SHARES, method: 'POST', count: 1 });
    const end = nextcloud.control.fail('drop', { path: chatOf(group), method: 'GET' });
    await send(['/home/a/Bild.png']);
    await eventually(stages).toEqual(['waiting']);
    expect(shares()).toHaveLength(1);
    end();
    nextcloud.control.fail('hang', { path: chatOf(group), method: 'GET' });
    await pass(60);
    const left = talkmelder.disconnect(accountId());
    await pass(1);
    await removed();
    await pass(1);
    await left;
  });

  it('while paused, and paused files stay where they are', async () => {
    const end = nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    const id = await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    talkmelder.pauseFiles(id);
    end();
    await pass(3_600);
    expect(item()).toMatchObject({ stage: 'paused', done: 10 * MIB });
    talkmelder.resumeFiles(id);
    await arrived();
    expect(asked(CHUNK, 'PUT')).toBe(5);
  });

  it('by disconnecting the account', async () => {
    nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    const id = accountId();
    const leaving = talkmelder.disconnect(id);
    await eventually(() => nextcloud.control.halfUploads('alice')).toEqual([]);
    await leaving;
    expect([...ports.settings.documents.keys()].filter((name) => name.startsWith('uploads/'))).toEqual([]);
  });

  it('by disconnecting while the files are being opened: none stays open', async () => {
    const { open } = ports.files;
    ports.files.open = async (path) => {
      await talkmelder.disconnect(accountId());
      return open(path);
    };
    const offering = talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    await expect(offering).rejects.toMatchObject({ code: 'session-ended' });
    expect(ports.files.openCount()).toBe(0);
  });

  it('while another file waits for the connection: it does not stay open', async () => {
    nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    talkmelder.cancelFiles(await send(['/home/a/Bild.png']));
    await eventually(() => [stages(), ports.files.openCount()]).toEqual([['waiting'], 1]);
  });

  it('by a crash: the next start deletes the upload', async () => {
    nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    nextcloud.control.clearFaults();
    await restart(() => {});
    await eventually(() => nextcloud.control.halfUploads('alice')).toEqual([]);
    expect([...ports.settings.documents.keys()].filter((name) => name.startsWith('uploads/'))).toEqual([]);
  });
});

describe('the end of the app', () => {
  let questions: Unfinished[];
  let quits: number;
  let answer: boolean;
  let mayEnd: () => boolean;
  beforeEach(() => {
    questions = [];
    quits = 0;
    answer = true;
    mayEnd = talkmelder.beforeEnd(
      async (about) => {
        questions.push(about);
        return answer;
      },
      () => {
        quits += 1;
      },
    );
  });

  /** Sends a film of which two parts arrive before the user pauses it. */
  async function pauseFilm(): Promise<number> {
    const end = nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    const id = await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    talkmelder.pauseFiles(id);
    end();
    return id;
  }

  it('asks about a paused file, and leaves nothing half on the server', async () => {
    await pauseFilm();
    expect(nextcloud.control.halfUploads('alice')).toHaveLength(3);
    expect(mayEnd()).toBe(false);
    await eventually(() => quits).toBe(1);
    expect(questions).toEqual([{ unsent: 0, lost: 0, files: 1 }]);
    expect([nextcloud.control.halfUploads('alice'), ports.files.openCount(), mayEnd()]).toEqual([[], 0, true]);
    expect([...ports.settings.documents.keys()].filter((name) => name.startsWith('uploads/'))).toEqual([]);
  });

  it('keeps a paused file when the user stays', async () => {
    answer = false;
    const id = await pauseFilm();
    expect(mayEnd()).toBe(false);
    await eventually(() => questions.length).toBe(1);
    expect(quits).toBe(0);
    talkmelder.resumeFiles(id);
    await arrived();
    expect(asked(CHUNK, 'PUT')).toBe(5);
  });

  it('waits for a file under way, without a question', async () => {
    await send(['/home/a/Bild.png']);
    expect(mayEnd()).toBe(false);
    expect(talkmelder.state().leaving).toBe(true);
    // No time passes for the app.
    await expect.poll(() => quits, { timeout: 20_000 }).toBe(1);
    expect([questions, Object.keys(files()), shares().length]).toEqual([[], ['Talk/Bild.png'], 1]);
  });

  it('does not wait for a server that is away: the next start cleans up', async () => {
    nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    await send(['/home/a/Film.mp4', '/home/a/Bild.png']);
    await eventually(stages).toEqual(['waiting']);
    nextcloud.control.fail('hang', { path: /\/dav\// });
    expect(mayEnd()).toBe(false);
    await eventually(() => quits).toBe(1);
    expect(questions).toEqual([{ unsent: 0, lost: 0, files: 2 }]);
    nextcloud.control.clearFaults();
    await restart(() => {});
    await eventually(() => nextcloud.control.halfUploads('alice')).toEqual([]);
  });

  it.each(['answers', 'is silent'])('waits for a cancelled file to be removed, and the chat %s', async (chat) => {
    nextcloud.control.fail('lose-answer', { path: SHARES, method: 'POST', count: 1 });
    const end = nextcloud.control.fail('drop', { path: chatOf(group), method: 'GET' });
    const id = await send(['/home/a/Bild.png']);
    await eventually(stages).toEqual(['waiting']);
    end();
    if (chat === 'is silent') nextcloud.control.fail('hang', { path: chatOf(group), method: 'GET' });
    talkmelder.cancelFiles(id);
    expect([mayEnd(), talkmelder.state().leaving]).toEqual([false, true]);
    if (chat === 'is silent') await pass(6);
    await removed();
    await pass(1);
    expect([quits, questions]).toEqual([1, []]);
  });

  it.each(['answers', 'is silent'])('waits for files to be taken back, and the chat %s', async (chat) => {
    await send(['/home/a/Bild.png']);
    await arrived();
    if (chat === 'is silent') nextcloud.control.fail('hang', { path: chatOf(group), method: 'GET' });
    const undone = takeBack();
    expect([mayEnd(), talkmelder.state().leaving]).toEqual([false, true]);
    if (chat === 'is silent') await pass(6);
    await removed();
    await pass(1);
    await undone;
    expect([quits, questions]).toEqual([1, []]);
  });

  it('says that a pasted picture would be lost', async () => {
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    await talkmelder.offerPicture(named(group), Uint8Array.of(0xff, 0xd8, 0xff, 0xff, 0xd9));
    expect(mayEnd()).toBe(false);
    await eventually(() => questions).toEqual([{ unsent: 0, lost: 0, files: 2, pasted: 1 }]);
  });

  it('asks about files that were chosen and not sent', async () => {
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png', '/home/a/Film.mp4']);
    expect(mayEnd()).toBe(false);
    await eventually(() => questions).toEqual([{ unsent: 0, lost: 0, files: 2 }]);
  });
});

describe('a failure after a share whose answer was lost', () => {
  /** Sends a picture that the conversation gets, and lets the attempt fail because the server goes away. */
  async function failAfterShare(...faults: [Fault, FaultFilter][]): Promise<number> {
    nextcloud.control.fail('lose-answer', { path: SHARES, method: 'POST', count: 1 });
    // Four searches for the message fail; the fifth finds it, so that it can be removed.
    nextcloud.control.fail({ status: 502 }, { path: chatOf(group), method: 'GET', count: 4 });
    for (const [fault, filter] of faults) nextcloud.control.fail(fault, filter);
    const id = await send(['/home/a/Bild.png'], 'Von heute');
    await pass(1_200);
    expect(stages()).toEqual(['failed']);
    nextcloud.control.clearFaults();
    return id;
  }

  it('leaves nothing, and the next attempt sends the file again', async () => {
    const id = await failAfterShare();
    expect([shares(), files(), lastMessages(1)]).toEqual([[], {}, ['comment_deleted']]);
    talkmelder.resumeFiles(id);
    await arrived();
    expect([shares(), files()]).toEqual([[{ path: 'Talk/Bild.png', token: group }], { 'Talk/Bild.png': 5_000 }]);
  });

  it('and a file that could not be removed: the next attempt does not send it twice', async () => {
    const before = nextcloud.control.messages(group).length;
    const id = await failAfterShare(
      [{ status: 502 }, { path: chatOf(group), method: 'GET' }],
      [{ status: 502 }, { path: FILES, method: 'DELETE' }],
    );
    expect(shares()).toHaveLength(1);
    talkmelder.resumeFiles(id);
    await arrived();
    expect([shares().length, files()]).toEqual([1, { 'Talk/Bild.png': 5_000 }]);
    expect(nextcloud.control.messages(group)).toHaveLength(before + 1);
  });

  it('and only the message could be removed: the next attempt shares the file again', async () => {
    const id = await failAfterShare([{ status: 502 }, { path: FILES, method: 'DELETE' }]);
    expect(lastMessages(1)).toEqual(['comment_deleted']);
    talkmelder.resumeFiles(id);
    await arrived();
    expect([shares().length, files()]).toEqual([1, { 'Talk/Bild.png': 5_000 }]);
  });
});

describe('paused and resumed before its turn', () => {
  /** Sends a picture behind a film that waits for the connection, and returns what ends the wait. */
  async function queueBehindFilm(): Promise<() => void> {
    const end = nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT' });
    await send(['/home/a/Film.mp4']);
    await eventually(stages).toEqual(['waiting']);
    const id = await send(['/home/a/Bild.png']);
    for (let times = 0; times < 3; times += 1) {
      talkmelder.pauseFiles(id);
      talkmelder.resumeFiles(id);
    }
    return end;
  }

  it('a file that the server refuses has as many attempts as any other', async () => {
    nextcloud.control.fail({ status: 500 }, { path: /Talk\/Bild/, method: 'PUT' });
    const end = await queueBehindFilm();
    end();
    await eventually(stages).toEqual(['failed']);
    await pass(3_600);
    expect([stages(), asked(/Talk\/Bild/, 'PUT')]).toEqual([['failed'], 5]);
  });

  it('a file that is paused again does not go', async () => {
    const end = await queueBehindFilm();
    talkmelder.pauseFiles(items().at(-1)?.id ?? 0);
    end();
    await eventually(stages).toEqual(['paused']);
    await pass(600);
    expect([stages(), asked(/Talk\/Bild/, 'PUT')]).toEqual([['paused'], 0]);
  });

  it('a cancelled file does not wait for the one before', async () => {
    await queueBehindFilm();
    talkmelder.cancelFiles(items().at(-1)?.id ?? 0);
    await eventually(() => [stages(), ports.files.openCount()]).toEqual([['waiting'], 1]);
  });
});

it('a session that ends meanwhile: the password is not tried again and again', async () => {
  nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT', count: 1 });
  await send(['/home/a/Film.mp4']);
  await eventually(stages).toEqual(['waiting']);
  nextcloud.control.revoke('alice');
  nextcloud.control.clearRequests();
  await eventually(() => items().map(({ stage, error }) => [stage, error])).toEqual([['failed', 'session-ended']]);
  await pass(600);
  const refused = nextcloud.control.requests.filter(({ path, status }) => path.includes('/dav/') && status === 401);
  expect(refused.length).toBeLessThanOrEqual(1);
});

it('a file that changes while it is sent is not sent', async () => {
  nextcloud.control.fail('drop', { path: /\/00003$/, method: 'PUT', count: 1 });
  await send(['/home/a/Film.mp4']);
  await eventually(stages).toEqual(['waiting']);
  ports.files.add('/home/a/Film.mp4', BIG, 3);
  await eventually(() => items().map(({ error }) => error)).toEqual(['file-changed']);
  expect([files(), nextcloud.control.halfUploads('alice')]).toEqual([{}, []]);
});

it('the name of a file is shown in one line, without characters that turn it round', async () => {
  ports.files.add('/home/a/Bild\u202egpj\n.exe', 10);
  await talkmelder.offerFiles(named(group), ['/home/a/Bild\u202egpj\n.exe']);
  expect(item().name).toBe('Bildgpj .exe');
});

it('no log names a file', async () => {
  nextcloud.control.fail({ status: 500 }, { path: FILES, method: 'PUT', count: 2 });
  await send(['/home/a/Bild.png'], 'Streng geheim');
  await arrived();
  expect(ports.log.lines.filter((line) => /Bild|geheim|home/.test(line))).toEqual([]);
});

describe('who may send', () => {
  const canSend = () => {
    const { phase } = talkmelder.overview();
    return phase.kind === 'connected' && phase.account.canSendFiles === true;
  };
  const refusal = () => talkmelder.offerFiles(named(group), ['/home/a/Bild.png']).then(() => null, errorCodeOf);

  it('the user, in station mode as well', async () => {
    talkmelder.changeSettings({ station: true });
    expect(canSend()).toBe(true);
    expect(await refusal()).toBeNull();
  });

  it('no user, when the policy says so', async () => {
    await restart(() => {}, { ...NO_POLICY, files: false });
    await eventually(() => row(group) !== undefined).toBe(true);
    expect([canSend(), await refusal(), items()]).toEqual([false, 'file-refused', []]);
    nextcloud.control.send('bob', group, '', { file: { name: 'Plan.txt' } });
    await eventually(() => row(group)?.preview?.attachment).toBe('file');
    const saving = talkmelder.saveAttachment(named(group), null, async () => '/home/a/Plan.txt');
    await expect(saving).rejects.toMatchObject({ code: 'file-refused' });
  });

  it('no user, where the server does not let this user', async () => {
    nextcloud.control.alter('/cloud/capabilities', (data) => {
      const told = structuredClone(data) as { capabilities: { spreed: { config: { attachments: object } } } };
      told.capabilities.spreed.config.attachments = { allowed: false };
      return told;
    });
    await restart(() => {});
    await eventually(() => row(group) !== undefined).toBe(true);
    expect([canSend(), await refusal()]).toEqual([false, 'file-refused']);
  });

  it('no user, while signed out', async () => {
    nextcloud.control.revoke('alice');
    await eventually(canSend).toBe(false);
    expect(await refusal()).toBe('session-ended');
  });

  it('no user, in a conversation that is read-only', async () => {
    nextcloud.control.setReadOnly(group, true);
    await eventually(() => row(group)?.canReply).toBe(false);
    expect(await refusal()).toBe('message-refused');
  });

  it('the names of files are hidden while no person is at the PC of a station', async () => {
    talkmelder.changeSettings({ station: true, previewText: true });
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    talkmelder.lockScreen();
    expect(items().map(({ name }) => name)).toEqual([null]);
  });
});
