import { createHash } from 'node:crypto';
import { avatarUrl } from './messages.ts';
import type { RichObject, Room } from './model.ts';
import type { World } from './world.ts';

export interface NewFile {
  name: string;
  mimetype?: string;
  /** Bytes. */
  size?: number;
  /** The file is a voice message recorded in the chat. */
  voice?: boolean;
}

const hash = (text: string): string => createHash('md5').update(text).digest('hex');

/** Rich objects as Talk writes them: every value a string. */
export const fileObject = (world: World, { name, mimetype, size, voice }: NewFile): RichObject => {
  const id = String(Number.parseInt(hash(name).slice(0, 5), 16));
  return {
    type: 'file',
    id,
    name,
    size: String(size ?? 17),
    path: `Talk/${name}`,
    link: `${world.baseUrl}/f/${id}`,
    etag: hash(`${name} etag`),
    permissions: '19',
    mimetype: mimetype ?? (voice ? 'audio/mpeg' : 'text/plain'),
    'preview-available': voice ? 'no' : 'yes',
    'hide-download': 'no',
  };
};

export const pollObject = (question: string): RichObject => ({ type: 'talk-poll', id: '1', name: question });

export const geoObject = (
  world: World,
  room: Room,
  { name, latitude, longitude }: { name: string; latitude: string; longitude: string },
): RichObject => ({
  type: 'geo-location',
  id: `geo:${latitude},${longitude}`,
  name,
  latitude,
  longitude,
  'icon-url': avatarUrl(world, room),
});
