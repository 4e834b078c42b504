import { describe, expect, it } from 'vitest';
import { doctor as german } from '../i18n/doctor/de.ts';
import { headline, shortFor } from '../i18n/doctor/headline.ts';
import { doctorWords } from '../i18n/doctor/index.ts';
import type { DoctorKey, Finding } from '../model/doctor-report.ts';
import { helpFor } from '../model/doctor-report.ts';
import { reportText } from './report-text.ts';
import { turnFor } from './turns.ts';

const found = (id: Finding['id'], status: Finding['status'], message: DoctorKey, values = {}): Finding => ({
  id,
  status,
  message,
  help: helpFor(message),
  turn: turnFor(message),
  values,
});
const SERVER = found('server', 'ok', 'doctor.server.ok', { server: 'https://cloud.example.org' });
const DEAD = found('tcp', 'failed', 'doctor.tcp.failed', {
  host: 'cloud.example.org',
  port: 443,
  code: 'ECONNREFUSED',
});
const NO_PUSH = found('push', 'info', 'doctor.push.missing', { duration: 30 });
const MEMORY = found('keychain', 'warning', 'doctor.keychain.memory');
const NO_TALK = found('talk', 'skipped', 'doctor.skipped.before');

describe('the report', () => {
  it('has further lines below the line that they belong to', () => {
    const details = ['HKLM\\Software\\Policies\\Talkmelder: server', '/etc/talkmelder/policy.json: locked.theme'];
    const policy = { ...found('policy', 'ok', 'doctor.policy.ok'), details };
    expect(
      reportText({ at: 0, verdict: 'ok', findings: [policy] }, 'en')
        .split('\n')
        .slice(-3),
    ).toEqual(['✓ Policy: Policies apply on this PC:', ...details.map((detail) => `    ${detail}`)]);
  });

  it('begins with the result in one line, then what needs attention and whose turn it is, then the rest', () => {
    const text = reportText({ at: 0, verdict: 'failed', findings: [SERVER, DEAD, NO_TALK, NO_PUSH, MEMORY] }, 'de');
    expect(text.split('\n')).toEqual([
      '1 Problem: Der Server antwortet nicht',
      '',
      '✗ Verbindung: cloud.example.org nimmt an Port 443 keine Verbindung an (ECONNREFUSED).',
      expect.stringMatching(/^ {2}→ Läuft der Server\?.* \(Am Zug: wer den Server betreibt\)$/),
      expect.stringMatching(/^! App-Passwort: /),
      expect.stringMatching(/^ {2}→ .* \(Am Zug: du\)$/),
      expect.stringMatching(/^i Push: Der Server bietet kein Push an\./),
      expect.stringMatching(/^ {2}→ /),
      '',
      '✓ Server: Geprüft wird https://cloud.example.org.',
      expect.stringMatching(/^– Talk: /),
    ]);
  });
});

describe('the headline', () => {
  const say = doctorWords('de');

  it.each([
    ['nothing', 'ok', [SERVER], 'Alles in Ordnung.'],
    ['information', 'ok', [SERVER, NO_PUSH], 'Alles in Ordnung.'],
    ['a note', 'warning', [MEMORY, NO_PUSH], '1 Hinweis: Beim Beenden vergisst Talkmelder die Anmeldung'],
    ['a fault and a note', 'failed', [MEMORY, DEAD], '1 Problem: Der Server antwortet nicht'],
    [
      'two faults',
      'failed',
      [DEAD, found('api', 'failed', 'doctor.timeout')],
      '2 Probleme, zuerst: Der Server antwortet nicht',
    ],
    [
      'a sentence that fits several checks',
      'failed',
      [found('api', 'failed', 'doctor.timeout')],
      '1 Problem: Schnittstelle – Es kam zu lange keine Antwort',
    ],
  ] as const)('of %s', (_name, verdict, findings, expected) => {
    expect(headline({ verdict, findings: [...findings] }, say)).toBe(expected);
  });

  it.each(['de', 'en'] as const)('fits on two lines for every finding, in %s', (language) => {
    const words = doctorWords(language);
    const keys = Object.keys(german) as DoctorKey[];
    /** Information is in no headline. */
    const isInfo = (key: DoctorKey): boolean => /\.(push\.|addresses\.(http|folder)|notifications-app)/.test(key);
    for (const key of keys.filter((one) => helpFor(one) !== null && !isInfo(one))) {
      const short = words(shortFor(key), { count: 12, address: 'cloud.example.org', problems: 'locked.colour' });
      expect(short.length, key).toBeLessThan(75);
      expect(short, key).not.toMatch(/[{}]|\(/);
    }
  });
});
