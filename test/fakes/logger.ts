import type { Logger } from '../../main/core/ports.ts';

export interface FakeLogger extends Logger {
  readonly lines: string[];
}

export function createFakeLogger(): FakeLogger {
  const lines: string[] = [];
  const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
