import { inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Returns the pixel size of a PNG whose data unpacks, or null for any other file. */
export function readPng(file: Buffer): { width: number; height: number } | null {
  if (file.length < 33 || !file.subarray(0, 8).equals(signature)) return null;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  try {
    if (inflateSync(Buffer.concat(data)).length === 0) return null;
  } catch {
    return null;
  }
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}
