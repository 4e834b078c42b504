/** A square picture. `pixels`: rows from the top, four bytes a pixel: red, green, blue, alpha (not premultiplied). */
export interface Picture {
  size: number;
  pixels: Uint8Array;
}

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
const INFO_BYTES = 40;

/**
 * Builds a Windows icon that holds the same picture in several sizes, as bitmaps with an alpha channel, which every
 * version of Windows reads at every size. Format: "Icons" in Microsoft's documentation of resource file formats, and
 * BITMAPINFOHEADER.
 */
export function ico(pictures: readonly Picture[]): Buffer {
  const bitmaps = pictures.map(bitmap);
  const directory = Buffer.alloc(HEADER_BYTES + pictures.length * ENTRY_BYTES);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  for (const [index, { size }] of pictures.entries()) {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    const bytes = bitmaps[index]?.length ?? 0;
    // 0 stands for 256.
    directory.writeUInt8(size % 256, at);
    directory.writeUInt8(size % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(bytes, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += bytes;
  }
  return Buffer.concat([directory, ...bitmaps]);
}

/**
 * Returns the rows from the bottom, each pixel with blue first, and then a mask that hides nothing, because the alpha
 * channel decides.
 */
function bitmap({ size, pixels }: Picture): Buffer {
  const maskBytes = Math.ceil(size / 32) * 4 * size;
  const file = Buffer.alloc(INFO_BYTES + pixels.length + maskBytes);
  file.writeUInt32LE(INFO_BYTES, 0);
  file.writeInt32LE(size, 4);
  // The height counts picture and mask together.
  file.writeInt32LE(2 * size, 8);
  file.writeUInt16LE(1, 12);
  file.writeUInt16LE(32, 14);
  file.writeUInt32LE(pixels.length + maskBytes, 20);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const from = 4 * (row * size + column);
      const to = INFO_BYTES + 4 * ((size - 1 - row) * size + column);
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4);
      file.set([blue, green, red, alpha], to);
    }
  return file;
}
