/** What the app asks the user about before it ends. */
export interface Unfinished {
  /** The number of messages that did not arrive. */
  unsent: number;
  /** The number of conversations with a typed text that would be lost. */
  lost: number;
  /** The number of files that no conversation has got, whether they are on their way, paused or only chosen. */
  files: number;
  /** The number of those files that the user has pasted: no disk has them. Missing: none. */
  pasted?: number;
}
