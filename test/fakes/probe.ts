import type { Probe } from '../../main/core/ports.ts';

/** Creates a probe of a healthy computer and network; a test overrides what should differ. */
export const createFakeProbe = (overrides: Partial<Probe> = {}): Probe => ({
  proxy: async () => null,
  resolve: async () => ['192.0.2.7'],
  connect: async () => {},
  certificate: async () => ({
    issuer: 'Example Authority',
    validFrom: 1_790_000_000_000,
    validTo: 1_810_000_000_000,
    isForHost: true,
  }),
  trayHost: async () => true,
  startsAtLogin: () => true,
  restarts: async () => true,
  soundOutput: async () => ({ kind: 'there', isChosen: true, isMuted: false, percent: 80 }),
  sleepSetting: async () => ({ kind: 'never' }),
  keepsOnTop: () => true,
  ...overrides,
});
