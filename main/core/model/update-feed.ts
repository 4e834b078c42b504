import * as v from 'valibot';
import { cleaned } from './plain-text.ts';

/** Larger than any build of the app, in bytes. */
export const LARGEST_UPDATE = 500 * 1024 * 1024;
const NOTES_LENGTH = 1_000;

/**
 * A file in the folder of the feed. Its name is a plain one: neither a path nor an address, because the feed decides
 * only which file of its own folder is meant.
 */
const FileName = v.pipe(v.string(), v.maxLength(150), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/));
/** SHA-512 in base64. */
const Sha512 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/));

const FeedFile = v.object({
  url: FileName,
  sha512: Sha512,
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_UPDATE))),
});
export type FeedFile = v.InferOutput<typeof FeedFile>;

/** What electron-builder writes into `latest.yml`, as far as it counts here; pre-releases are not offered. */
const Feed = v.object({
  version: v.pipe(v.string(), v.maxLength(40), v.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)),
  files: v.pipe(v.array(v.unknown()), v.maxLength(50)),
  releaseNotes: v.optional(v.unknown()),
});

/** A version that the feed offers. */
export interface Release {
  version: string;
  /** Plain text; null: the feed says nothing. */
  notes: string | null;
  /** The files that could be read. */
  files: FeedFile[];
}

/** Reads the content of a feed; null: it is none. A file that cannot be read is left out. */
export function readFeed(content: unknown): Release | null {
  const feed = v.safeParse(Feed, content);
  if (!feed.success) return null;
  const { version, files, releaseNotes } = feed.output;
  const notes = typeof releaseNotes === 'string' ? cleaned(releaseNotes, NOTES_LENGTH).trim() : '';
  const right = files.flatMap((file) => (v.is(FeedFile, file) ? [v.parse(FeedFile, file)] : []));
  return { version, notes: notes || null, files: right };
}

/** The file for this computer: with the ending, and for the processor if the names say that; null: there is none. */
export function fileFor({ files }: Release, ending: string, processor: string): FeedFile | null {
  const fitting = files.filter(({ url }) => url.toLowerCase().endsWith(ending));
  const parts = (name: string): string[] => name.split(/[^A-Za-z0-9]+/);
  const own = fitting.find(({ url }) => parts(url).includes(processor));
  return own ?? fitting.find(({ url }) => parts(url).includes('universal') || !/(?:x64|arm64|ia32)/.test(url)) ?? null;
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/;

/** Whether a version of a feed is newer than the running one, which may be a pre-release. */
export function isNewer(offered: string, running: string): boolean {
  const [, ...there] = VERSION.exec(offered) ?? [];
  const [, ...here] = VERSION.exec(running) ?? [];
  if (there.length === 0 || here.length === 0) return false;
  for (const index of [0, 1, 2]) {
    const difference = Number(there[index]) - Number(here[index]);
    if (difference !== 0) return difference > 0;
  }
  return here[3] !== undefined && there[3] === undefined;
}
