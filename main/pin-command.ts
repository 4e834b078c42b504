import { app } from 'electron';
import { pinHasher } from './electron/pin-hasher.ts';

/** Prints the hash of a PIN for the policy (`stationPin`). */
export const HASH_PIN = 'hash-pin';

/** `--hash-pin=2468`: prints the hash and ends. Exits with 1 when that is no PIN. Can run beside a running app. */
export async function runHashPin(): Promise<void> {
  const pin = app.commandLine.getSwitchValue(HASH_PIN);
  if (!/^\d{4,12}$/.test(pin)) {
    process.stderr.write('usage: --hash-pin=PIN, 4 to 12 digits\n');
    app.exit(1);
    return;
  }
  const hash = await pinHasher.hash(pin);
  process.stdout.write(`${hash}\n`, () => app.exit(0));
}
