/** What the user is asked about before the app ends. */
export interface Unfinished {
  /** How many messages did not arrive. */
  unsent: number;
  /** In how many conversations something was typed that would be lost. */
  lost: number;
}
