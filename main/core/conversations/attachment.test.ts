import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { words } from '../i18n/index.ts';
import { attachmentOf } from './attachment.ts';
import { previewOf } from './preview.ts';

const file = (mimetype?: string) => ({ file: { type: 'file', name: 'Protokoll.pdf', ...(mimetype && { mimetype }) } });
const object = (type: string) => ({ object: { type, name: 'Sammelplatz' } });
const german = words('de');

describe('the attachment of a message', () => {
  it.each([
    ['application/pdf', 'file'],
    [undefined, 'file'],
    ['image/jpeg', 'image'],
    ['video/mp4', 'video'],
    ['audio/ogg', 'audio'],
    ['text/vcard', 'contact'],
  ])('a file of the type %s is %s', (mimetype, kind) => {
    expect(attachmentOf(message(1, { message: '{file}', messageParameters: file(mimetype) }))).toBe(kind);
  });

  it.each([
    ['talk-poll', 'poll', 'Umfrage: Sammelplatz'],
    ['geo-location', 'location', 'Standort: Sammelplatz'],
    ['deck-card', 'card', 'Deck-Karte: Sammelplatz'],
    ['something-new', null, 'Sammelplatz'],
  ])('the object %s is %s, and its text contains the name', (type, kind, text) => {
    const shared = message(1, { message: '{object}', messageParameters: object(type) });
    expect(previewOf(shared, room('tok'), german)).toMatchObject({ attachment: kind, text });
  });

  it('a caption is shown without naming the attachment', () => {
    const captioned = message(1, { message: 'siehe hier', messageParameters: file('image/png') });
    expect(previewOf(captioned, room('tok'), german)).toMatchObject({ attachment: 'image', text: 'siehe hier' });
  });

  it('is missing once the message is deleted', () => {
    expect(attachmentOf(message(1, { messageType: 'comment_deleted', messageParameters: file() }))).toBeNull();
    expect(attachmentOf(message(1, { messageType: 'voice-message', messageParameters: file('audio/mpeg') }))).toBe(
      'voice',
    );
  });
});
