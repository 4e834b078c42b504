export interface Presets {
  /** `--server=`; empty when it was not given. */
  switched: string;
  environment: Record<string, string | undefined>;
  /** The policy's; empty when it has none. */
  policy: string;
}

/** What the address field starts with: the most particular of what was preset. Whether it is allowed is asked later. */
export const presetServer = ({ switched, environment, policy }: Presets): string =>
  switched || environment.NEXTCLOUD_URL || environment.NEXTCLOUD_BASE_URL || policy;
