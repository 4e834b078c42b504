export interface Presets {
  /** From `--server=`; empty when it is missing. */
  switched: string;
  environment: Record<string, string | undefined>;
  /** From the policy; empty when it has none. */
  policy: string;
}

/** Returns the initial text of the address field: the most specific preset. Whether it is allowed is checked later. */
export const presetServer = ({ switched, environment, policy }: Presets): string =>
  switched || environment.NEXTCLOUD_URL || environment.NEXTCLOUD_BASE_URL || policy;
