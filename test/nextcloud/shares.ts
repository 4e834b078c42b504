import { type Context, fields } from './http.ts';
import { postMessage, userObject } from './messages.ts';
import type { Room, StoredFile, User } from './model.ts';
import { failure, type OcsAnswer } from './ocs.ts';
import { type OcsRoute, routes } from './router.ts';
import type { World } from './world.ts';

const ROOM = 10;

const typeOf = (name: string): string =>
  ({ png: 'image/png', jpg: 'image/jpeg', txt: 'text/plain', pdf: 'application/pdf' })[name.split('.').at(-1) ?? ''] ??
  'application/octet-stream';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The file as Talk puts it into a message. */
const fileParameter = (world: World, path: string, { id, bytes, etag }: StoredFile): Record<string, string> => ({
  type: 'file',
  id: String(id),
  name: nameOf(path),
  size: String(bytes.length),
  path,
  link: world.pageUrl(`/f/${id}`),
  etag,
  permissions: '27',
  mimetype: typeOf(nameOf(path)),
  'preview-available': 'yes',
  'hide-download': 'no',
});

const shareJson = (world: World, user: User, room: Room, id: string, path: string, file: StoredFile) => ({
  id,
  share_type: ROOM,
  uid_owner: user.id,
  displayname_owner: user.displayName,
  permissions: 19,
  can_edit: true,
  can_delete: true,
  stime: world.now(),
  parent: null,
  expiration: null,
  token: null,
  uid_file_owner: user.id,
  note: '',
  label: '',
  displayname_file_owner: user.displayName,
  path: `/${path}`,
  item_type: 'file',
  item_permissions: 27,
  'is-mount-root': false,
  'mount-type': '',
  mimetype: typeOf(nameOf(path)),
  has_preview: true,
  storage_id: `home::${user.id}`,
  storage: 7,
  item_source: file.id,
  file_source: file.id,
  file_parent: 1,
  file_target: `/{TALK_PLACEHOLDER}/${nameOf(path)}`,
  item_size: file.bytes.length,
  item_mtime: world.now(),
  share_with: room.token,
  share_with_displayname: room.name,
  share_with_link: world.pageUrl(`/call/${room.token}`),
  mail_send: 0,
  hide_download: 0,
  attributes: null,
});

function captionOf(metaData: unknown): string {
  try {
    const { caption } = JSON.parse(String(metaData)) as { caption?: unknown };
    return typeof caption === 'string' ? caption : '';
  } catch {
    return '';
  }
}

/** The same file twice in one conversation is refused, and yet its message is posted again: so it was recorded. */
function share(context: Context): OcsAnswer {
  const { world, user } = context;
  if (!user) return failure(401);
  const { path: given, shareWith, talkMetaData, referenceId } = fields(context);
  const path = String(given).replace(/^\//, '');
  const file = user.files.get(path);
  if (!file) return failure(404, 'Wrong path, file/folder does not exist');
  const room = world.rooms.get(String(shareWith));
  if (!room?.attendees.has(user.id)) return failure(404, 'Conversation not found');
  const known = [...world.shares].find(([, one]) => one.file === file && one.room === room)?.[0];
  const id = known ?? String(world.nextId('share'));
  postMessage(world, room, user.id, {
    text: captionOf(talkMetaData) || '{file}',
    parameters: { actor: userObject(world, user.id), file: fileParameter(world, path, file) },
    referenceId: typeof referenceId === 'string' ? referenceId : '',
    share: id,
  });
  if (known !== undefined) return failure(403, 'Path is already shared with this conversation');
  world.shares.set(id, { file, room, user });
  return { data: shareJson(world, user, room, id, path, file) };
}

function unshare({ world, user, params }: Context): OcsAnswer {
  const { id = '' } = params;
  if (world.shares.get(id)?.user !== user) return failure(404, '');
  world.shares.delete(id);
  return { data: [] };
}

export const shareRoutes: OcsRoute[] = routes(
  '/apps/files_sharing/api/v1',
  {},
  { 'POST /shares': share, 'DELETE /shares/{id}': unshare },
);
