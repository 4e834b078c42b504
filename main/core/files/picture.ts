const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const PNG_HEADER = [0x49, 0x48, 0x44, 0x52];
const JPEG = [0xff, 0xd8, 0xff];
const JPEG_END = [0xff, 0xd9];

const has = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  at >= 0 && wanted.every((byte, index) => bytes[at + index] === byte);
const endsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean =>
  has(bytes, bytes.length - wanted.length, wanted);

/** Returns the extension of a pasted picture; null: the bytes are neither a PNG nor a JPEG, whatever they are called. */
export function pictureExtension(bytes: Uint8Array): 'png' | 'jpg' | null {
  if (has(bytes, 0, PNG) && has(bytes, 12, PNG_HEADER) && endsWith(bytes, PNG_END)) return 'png';
  return has(bytes, 0, JPEG) && endsWith(bytes, JPEG_END) ? 'jpg' : null;
}
