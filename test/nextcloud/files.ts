import { createHash } from 'node:crypto';
import { type Context, html, type Reply } from './http.ts';
import type { StoredFile, User } from './model.ts';
import type { Push } from './push.ts';
import type { PageRoute } from './router.ts';
import type { World } from './world.ts';

/** The smallest chunk but the last. Source: Nextcloud's chunked upload v2. */
const SMALLEST_CHUNK = 5 * 1024 * 1024;

const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

const dav = (status: number, headers: Record<string, string> = {}): Reply => ({
  ...html(status, '', headers),
  dav: true,
});

const davError = (
  status: number,
  exception: string,
  message: string,
  headers: Record<string, string> = {},
  more = '',
): Reply => ({
  status,
  headers: { 'Content-Type': 'application/xml; charset=utf-8', ...headers },
  body: `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>Sabre\\DAV\\Exception\\${exception}</s:exception>\n  <s:message>${message}</s:message>${more}\n</d:error>\n`,
  dav: true,
});

const missing = (path: string, headers = {}): Reply =>
  davError(404, 'NotFound', `File with name //${path} could not be located`, headers);

const OPTIONS = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT';
/** The features of WebDAV that PROPFIND answers name. */
const DAV = { DAV: '1, 3, extended-mkcol, access-control' };

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const isThere = (user: User, path: string): boolean => path === '' || user.folders.has(path) || user.files.has(path);

/** Stores a file as if the user had uploaded it, and its folders. */
export function putFile(
  world: World,
  user: User,
  path: string,
  bytes: Buffer,
  checksum: string | null = null,
): StoredFile {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) user.folders.add(folder);
  const id = user.files.get(path)?.id ?? world.nextId('file');
  const file = { id, bytes, checksum, etag: md5(bytes) };
  user.files.set(path, file);
  return file;
}

const used = (user: User): number => [...user.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
const free = (user: User): number => (user.quota === null ? -3 : Math.max(0, user.quota - used(user)));
const fits = (user: User, bytes: number): boolean => user.quota === null || bytes <= free(user);

const stored = ({ id, etag }: StoredFile): Record<string, string> => ({
  ETag: `"${etag}"`,
  'OC-ETag': `"${etag}"`,
  'OC-FileId': `${String(id).padStart(8, '0')}octalkmelder1`,
});

const noSpace = (): Reply => davError(507, 'InsufficientStorage', 'Insufficient space');

function propfind(href: string, properties: string): Reply {
  return {
    status: 207,
    headers: { 'Content-Type': 'application/xml; charset=utf-8', ...DAV },
    body: `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
    dav: true,
  };
}

/** Returns the path below the user's files that a Destination header names. */
function destinationIn({ headers, user }: Context): string | null {
  const given = typeof headers.destination === 'string' ? URL.parse(headers.destination) : null;
  const prefix = `/remote.php/dav/files/${user?.id}/`;
  const at = given?.pathname.indexOf(prefix) ?? -1;
  return given && at >= 0 ? decodeURIComponent(given.pathname.slice(at + prefix.length)) : null;
}

/** A user's own files, and uploads in chunks. Push reports each change with the frame `notify_file`. */
export const filePages = (push: Push): PageRoute[] => {
  const changed = ({ world, user }: Context): void => {
    if (world.push && user) push.report(user.id, 'notify_file');
  };

  function putWhole(context: Context, user: User, path: string): Reply {
    const { world, headers, bytes } = context;
    if (!isThere(user, parentOf(path))) return missing(parentOf(path));
    const existed = user.files.has(path);
    if (existed && headers['if-none-match'] === '*' && !world.ignoresPreconditions) {
      const why = 'An If-None-Match header was specified, but the ETag matched (or * was specified).';
      return davError(412, 'PreconditionFailed', why, {}, '\n  <s:header>If-None-Match</s:header>');
    }
    if (!fits(user, bytes.length)) return noSpace();
    const checksum = headers['oc-checksum'];
    const file = putFile(world, user, path, bytes, typeof checksum === 'string' ? checksum : null);
    changed(context);
    return dav(existed ? 204 : 201, stored(file));
  }

  function makeFolder({ world }: Context, user: User, path: string): Reply {
    if (isThere(user, path))
      return davError(405, 'MethodNotAllowed', 'The resource you tried to create already exists', { Allow: OPTIONS });
    if (!isThere(user, parentOf(path))) return missing(parentOf(path));
    user.folders.add(path);
    return dav(201, { 'OC-FileId': `${String(world.nextId('file')).padStart(8, '0')}octalkmelder1` });
  }

  function look(context: Context, user: User, path: string): Reply {
    if (!isThere(user, path)) return missing(path, DAV);
    const file = user.files.get(path);
    const sum = file?.checksum ? `<oc:checksums><oc:checksum>${file.checksum}</oc:checksum></oc:checksums>` : '';
    const about = file
      ? `<d:getcontentlength>${file.bytes.length}</d:getcontentlength>${sum}`
      : `<d:quota-available-bytes>${free(user)}</d:quota-available-bytes><d:quota-used-bytes>${used(user)}</d:quota-used-bytes>`;
    return propfind(context.path, about);
  }

  function load(_context: Context, user: User, path: string): Reply {
    const file = user.files.get(path);
    if (!file) return missing(path);
    const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      ...stored(file),
    };
    return { status: 200, headers, body: file.bytes, dav: true };
  }

  function remove(context: Context, user: User, path: string): Reply {
    const file = user.files.get(path);
    if (!file) return missing(path);
    user.files.delete(path);
    for (const [id, share] of context.world.shares) if (share.file === file) context.world.shares.delete(id);
    changed(context);
    return dav(204);
  }

  function upload(context: Context, user: User, id: string, name: string): Reply {
    const { method, bytes } = context;
    const chunks = user.uploads.get(id);
    if (method === 'MKCOL') {
      if (chunks) return davError(405, 'MethodNotAllowed', 'The resource you tried to create already exists');
      user.uploads.set(id, new Map());
      return dav(201);
    }
    if (!chunks) return missing(`uploads/${id}`, method === 'PROPFIND' ? DAV : {});
    if (method === 'PROPFIND') return propfind(context.path, '<d:resourcetype><d:collection/></d:resourcetype>');
    if (method === 'DELETE') {
      user.uploads.delete(id);
      return dav(204);
    }
    if (method === 'MOVE') return assemble(context, user, id, chunks);
    const existed = chunks.has(name);
    chunks.set(name, bytes);
    return dav(existed ? 204 : 201);
  }

  function assemble(context: Context, user: User, id: string, chunks: ReadonlyMap<string, Buffer>): Reply {
    const path = destinationIn(context);
    if (path === null || !isThere(user, parentOf(path))) return davError(409, 'Conflict', 'The destination is odd');
    if (user.files.has(path) && context.headers.overwrite === 'F')
      return davError(412, 'PreconditionFailed', 'The destination node already exists');
    const parts = [...chunks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
    const whole = Buffer.concat(parts);
    const wanted = Number(context.headers['oc-total-length']);
    const isShort = context.world.checksChunks && parts.slice(0, -1).some(({ length }) => length < SMALLEST_CHUNK);
    if ((context.world.checksChunks && whole.length !== wanted) || isShort)
      return davError(400, 'BadRequest', `Chunks on server do not sum up to ${wanted} but to ${whole.length} bytes`);
    if (!fits(user, whole.length)) return noSpace();
    const existed = user.files.has(path);
    const file = putFile(context.world, user, path, whole);
    user.uploads.delete(id);
    changed(context);
    return dav(existed ? 204 : 201, stored(file));
  }

  const inFiles: Record<string, (context: Context, user: User, path: string) => Reply> = {
    PUT: putWhole,
    MKCOL: makeFolder,
    PROPFIND: look,
    GET: load,
    DELETE: remove,
  };
  const owned =
    (handle: (context: Context, user: User) => Reply) =>
    (context: Context): Reply =>
      context.user && context.params.user === context.user.id ? handle(context, context.user) : missing('');
  const options = { withoutCsrfCheck: true };

  return [
    ...Object.entries(inFiles).map(([method, handle]) => ({
      ...options,
      method,
      pattern: /^\/remote\.php\/dav\/files\/(?<user>[^/]+)\/(?<path>.*?)\/?$/,
      handle: owned((context, user) => handle(context, user, context.params.path ?? '')),
    })),
    ...['MKCOL', 'PUT', 'MOVE', 'PROPFIND', 'DELETE'].map((method) => ({
      ...options,
      method,
      pattern: /^\/remote\.php\/dav\/uploads\/(?<user>[^/]+)\/(?<id>[^/]+)\/(?<name>[^/]*)$/,
      handle: owned((context, user) => upload(context, user, context.params.id ?? '', context.params.name ?? '')),
    })),
  ];
};
