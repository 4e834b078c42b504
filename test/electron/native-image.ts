import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { readPng } from './png.ts';
import { facade, notImplemented, rawOf, strict } from './strict.ts';

const surface = [
  'isEmpty',
  'getSize',
  'getScaleFactors',
  'getAspectRatio',
  'addRepresentation',
  'setTemplateImage',
  'isTemplateImage',
  'isMacTemplateImage',
  'toPNG',
  'toDataURL',
] as const satisfies (keyof Electron.NativeImage)[];

/** The scale factors of the file suffixes that Electron looks for. */
const scales = [1, 1.25, 1.33, 1.4, 1.5, 1.8, 2, 2.5, 3, 4, 5];

type Representation = { scale: number; width: number; height: number; png: Buffer };

const decode = (png: Buffer, scale: number): Representation[] => {
  // Electron reads JPEG as well. The app has none, and an image that counts as empty by mistake would be hard to find.
  if (png.readUInt16BE(0) === 0xffd8) throw notImplemented('a JPEG in nativeImage');
  const size = readPng(png);
  return size ? [{ scale, ...size, png }] : [];
};

/** Reads a Windows icon, whose 16 pixels are 100 %. The host does not draw its bitmaps. */
const decodeIco = (file: Buffer): Representation[] =>
  Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const size = file.readUInt8(6 + 16 * index);
    return { scale: size / 16, width: size, height: size, png: Buffer.alloc(0) };
  });

/** An image as its PNG files, one per scale factor. */
export class HostImage implements Pick<Electron.NativeImage, (typeof surface)[number]> {
  isMacTemplateImage = false;
  readonly representations: Representation[];
  /** File name without scale suffix and extension, if the image came from a file. */
  readonly label: string;

  constructor(representations: Representation[], label = '') {
    this.representations = representations;
    this.label = label;
    strict(this, { name: 'NativeImage', surface });
  }

  isEmpty(): boolean {
    return this.representations.length === 0;
  }

  #nearest(scale: number): Representation | undefined {
    const distance = (r: Representation): number => Math.abs(r.scale - scale);
    return this.representations.toSorted((a, b) => distance(a) - distance(b))[0];
  }

  /** Returns the size in device-independent pixels. */
  getSize(scaleFactor = 1): Electron.Size {
    const found = this.#nearest(scaleFactor);
    if (!found) return { width: 0, height: 0 };
    return { width: Math.round(found.width / found.scale), height: Math.round(found.height / found.scale) };
  }

  getScaleFactors(): number[] {
    return this.representations.map(({ scale }) => scale);
  }

  getAspectRatio(scaleFactor = 1): number {
    const { width, height } = this.getSize(scaleFactor);
    return height === 0 ? 1 : width / height;
  }

  addRepresentation({ scaleFactor = 1, buffer, dataURL }: Electron.AddRepresentationOptions): void {
    const png = buffer ?? Buffer.from(dataURL?.split(',')[1] ?? '', 'base64');
    this.representations.push(...decode(png, scaleFactor));
  }

  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option;
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }

  toPNG({ scaleFactor = 1 }: Electron.ToPNGOptions = {}): Buffer {
    return this.#nearest(scaleFactor)?.png ?? Buffer.alloc(0);
  }

  toDataURL({ scaleFactor = 1 }: Electron.ToDataURLOptions = {}): string {
    return `data:image/png;base64,${this.toPNG({ scaleFactor }).toString('base64')}`;
  }
}

/** Reads a file and its variants with a scale suffix (`tray@2x.png`); returns an empty image if none is readable. */
function readFiles(path: string): HostImage {
  const extension = extname(path);
  if (extension === '.ico') {
    // Electron reads icons on Windows only (ReadICOFromPath in electron_api_native_image.cc).
    const isRead = process.platform === 'win32' && existsSync(path);
    return new HostImage(isRead ? decodeIco(readFileSync(path)) : [], basename(path, extension));
  }
  const stem = path.slice(0, path.length - extension.length);
  const ownScale = /@([\d.]+)x$/.exec(stem);
  const plain = ownScale ? stem.slice(0, ownScale.index) : stem;
  const files: (readonly [string, number])[] = [
    [path, ownScale ? Number(ownScale[1]) : 1],
    ...(ownScale ? [] : scales.map((scale) => [`${stem}@${scale}x${extension}`, scale] as const)),
  ];
  const representations = files.flatMap(([file, scale]) => (existsSync(file) ? decode(readFileSync(file), scale) : []));
  const image = new HostImage(representations, basename(plain));
  image.setTemplateImage(process.platform === 'darwin' && plain.endsWith('Template'));
  return image;
}

/**
 * Returns the image that Electron's APIs take as an icon.
 * @throws for an unreadable path, where Electron makes no empty image
 */
export function imageOf(given: Electron.NativeImage | string): HostImage {
  if (typeof given !== 'string') return rawOf<HostImage>(given);
  const image = readFiles(given);
  if (image.isEmpty()) throw new TypeError(`Failed to load image from path '${given}'`);
  return image;
}

const statics = [
  'createEmpty',
  'createFromPath',
  'createFromBuffer',
  'createFromDataURL',
] as const satisfies (keyof typeof Electron.NativeImage)[];

const factory = {
  createEmpty: () => facade<Electron.NativeImage>(new HostImage([])),
  createFromPath: (path: string) => facade<Electron.NativeImage>(readFiles(path)),
  createFromBuffer: (buffer: Buffer, options: Electron.CreateFromBufferOptions = {}) =>
    facade<Electron.NativeImage>(new HostImage(decode(buffer, options.scaleFactor ?? 1))),
  createFromDataURL: (dataURL: string) =>
    facade<Electron.NativeImage>(new HostImage(decode(Buffer.from(dataURL.split(',')[1] ?? '', 'base64'), 1))),
} satisfies Pick<typeof Electron.NativeImage, (typeof statics)[number]>;

export const nativeImage = strict(factory, { name: 'nativeImage', surface: statics });
