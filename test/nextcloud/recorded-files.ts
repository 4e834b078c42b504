import type { Replay } from './replay.ts';

const TOKEN = 'br72xpm8';

/** Replays the recordings of files and shares in their order, on a server of their own. */
export const replayRecordedFiles = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addUser({ id: 'alice', displayName: 'Alice Ahrens', password: 'alice' });
  replay.setPassword('alice', control.createAppPassword('alice'));
  control.addRoom({ type: 'group', name: 'Fotos', members: ['alice'], token: TOKEN });
  await replay.sendAll([
    'webdav-folder-missing-404',
    'webdav-create-folder',
    'webdav-create-folder-again-405',
    'webdav-upload',
    'webdav-upload-exists-412',
    'webdav-upload-no-folder-404',
    'share-file-missing-404',
    'share-file-unknown-conversation',
  ]);
  const { text } = await replay.send('share-file-to-conversation');
  const id = /"id":"(\d+)"/.exec(text)?.[1] ?? '';
  await replay.sendAll(['share-file-to-conversation-again-403', 'chat-after-share']);
  await replay.send('share-file-undo', { rewrite: (path) => path.replace('/shares/16', `/shares/${id}`) });
  // The recorded chunks stand as a few words, which are shorter than any chunk.
  control.acceptAnyChunks();
  await replay.sendAll([
    'webdav-chunked-1-begin',
    'webdav-chunked-2-chunk',
    'webdav-chunked-3-chunk',
    'webdav-chunked-4-finish',
    'webdav-chunked-abort-begin',
    'webdav-chunked-abort',
    'webdav-quota',
  ]);
};
