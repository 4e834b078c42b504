import * as v from 'valibot';
import { ErrorCode } from './error-code.ts';
import { GlobalToken } from './global-token.ts';

/**
 * Files on their way to a conversation or from it. `chosen`: the user has not yet said "send". `moving`: bytes are on
 * their way. `waiting`: the connection is lost, and the app tries again by itself. `paused`: by the user. `sharing`: the
 * server has the file, and the conversation gets it. `failed`: see `error`; the user can try again.
 */
export const FileStage = v.picklist(['chosen', 'moving', 'waiting', 'paused', 'sharing', 'failed']);
export type FileStage = v.InferOutput<typeof FileStage>;

export const FileItem = v.strictObject({
  id: v.number(),
  way: v.picklist(['up', 'down']),
  token: GlobalToken,
  /** The name of the conversation; null: it is not in the list any more. */
  conversation: v.nullable(v.string()),
  /** The name of the first file; null: no person is at the PC of a station. */
  name: v.nullable(v.string()),
  /** How many files there are. */
  count: v.number(),
  /** Bytes of all files; null: unknown. */
  size: v.nullable(v.number()),
  /** Bytes that have arrived. */
  done: v.number(),
  stage: FileStage,
  error: v.nullable(ErrorCode),
});
export type FileItem = v.InferOutput<typeof FileItem>;
