import * as v from 'valibot';

/**
 * Why this copy of the app gets no updates. `policy`: the administrator has switched them off. `package`: a package
 * manager or software distribution brings them. `no-feed`: the build names no place that has them. `unsigned`: the build
 * is not signed, so no update could be proven to come from the same people. `development`: it runs from a checkout.
 */
export const NoUpdates = v.picklist(['policy', 'package', 'no-feed', 'unsigned', 'development']);
export type NoUpdates = v.InferOutput<typeof NoUpdates>;

/**
 * Why looking for an update, or getting it, has failed. `unreachable`: no answer, or an error of the server.
 * `redirected`: the answer leads to a place that is not trusted. `unreadable`: the answer is no list of updates.
 * `too-large`: the answer does not end, or is larger than any update. `damaged`: the checksum does not fit.
 * `unsigned`: the signature is missing, or other people's. `not-stored`: this computer refused to keep it.
 * `not-installed`: the app has started again with the old version.
 */
export const UpdateFault = v.picklist([
  'unreachable',
  'redirected',
  'unreadable',
  'too-large',
  'damaged',
  'unsigned',
  'not-stored',
  'not-installed',
]);
export type UpdateFault = v.InferOutput<typeof UpdateFault>;

/**
 * Who installs an update: the app, the user by hand, or the administrator, because the user may not write to the app's
 * folder.
 */
export const UpdateBy = v.picklist(['app', 'user', 'administrator']);
export type UpdateBy = v.InferOutput<typeof UpdateBy>;

/** What the window shows of updates. */
export const UpdateState = v.strictObject({
  /** The version that runs. */
  running: v.string(),
  /** Null: updates come. */
  off: v.nullable(NoUpdates),
  by: UpdateBy,
  /** `auto`: without being asked. `notify`: the user is told, and decides. */
  mode: v.picklist(['auto', 'notify']),
  stage: v.picklist(['idle', 'looking', 'offered', 'downloading', 'ready', 'installing']),
  /** The new version; null: none is known. */
  version: v.nullable(v.string()),
  /** What is new in it, as plain text; null: nothing is said. */
  notes: v.nullable(v.string()),
  /** How much of it is here, in percent. */
  percent: v.number(),
  /** What went wrong last; null: nothing. */
  fault: v.nullable(UpdateFault),
  /** When the app last looked, milliseconds since 1970; null: never. */
  lookedAt: v.nullable(v.number()),
  /** There is a page on which the user gets the update. */
  hasPage: v.boolean(),
  /** The app has been updated since the user last looked; what is new, as plain text. Null: no, or seen. */
  news: v.nullable(v.string()),
  /** The one line of the footer; null: none. */
  line: v.nullable(v.picklist(['offered', 'ready', 'news'])),
});
export type UpdateState = v.InferOutput<typeof UpdateState>;
