import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { appPassword, log, look, nextcloud, usePatient } from '../../../test/fakes/patient.ts';
import { ServerNotAllowed } from '../errors.ts';
import { CheckId, DoctorProgress, DoctorReport } from '../model/doctor-report.ts';

usePatient();

/** Only an account with alarm conversations has a line about them. */
const CHECKS = CheckId.options.filter((id) => !id.startsWith('alarm'));

describe('the doctor', () => {
  it('finds no fault when there is none, and says so in whole sentences', async () => {
    const { report, text, statuses } = await look();
    expect(report.findings.map(({ id }) => id)).toEqual(CHECKS);
    expect(v.is(DoctorReport, report)).toBe(true);
    expect(report.verdict).toBe('ok');
    // TLS is skipped because the test server uses plain http on this computer.
    expect(statuses).toEqual({ ...Object.fromEntries(CHECKS.map((id) => [id, 'ok'])), tls: 'skipped' });
    expect(text).toContain(`✓ Server: Checking ${nextcloud.url}.`);
    expect(text).toMatch(/✓ Nextcloud: Nextcloud 32\.\d/);
    expect(text).toMatch(/✓ Talk: Talk 22\.\d/);
    expect(text).toMatch(/✓ Push: Connected: new messages come at once \(answer after \d+ ms\)\./);
    expect(text).not.toContain('{');
    expect(text.startsWith('Everything is fine.\n\n')).toBe(true);
  });

  it('reports its progress: every line from the start, then one more finding each time', async () => {
    const steps: DoctorProgress[] = [];
    const { report } = await look({ onProgress: (progress) => steps.push(progress) });
    expect(steps.every((progress) => v.is(DoctorProgress, progress))).toBe(true);
    for (const progress of steps) expect(progress.map(({ id }) => id)).toEqual(CHECKS);
    const known = steps.map((progress) => progress.filter(({ finding }) => finding !== null).length);
    expect(known).toEqual([0, ...CHECKS.map((_, index) => index + 1)]);
    expect(steps.at(-1)?.map(({ finding }) => finding)).toEqual(report.findings);
    // The order differs from the report's, because a check that needs no other does not wait.
    const at = (id: CheckId) => steps.findIndex((progress) => progress.some((line) => line.id === id && line.finding));
    expect(at('keychain')).toBeLessThan(at('push'));
  });

  it('reveals nothing about the user, and leaves nothing behind on the server', async () => {
    const { text } = await look();
    for (const secret of [appPassword, 'alice', 'Alice', 'Einsatzgruppe'])
      expect(text + log.lines.join('\n')).not.toContain(secret);
    await expect.poll(() => nextcloud.control.pushConnections('alice')).toBe(0);
    const methods = nextcloud.control.requests.map(({ method, path }) => `${method} ${path}`);
    expect(methods.filter((line) => !line.startsWith('GET'))).toEqual([
      'POST /index.php/login/v2',
      'POST /apps/notify_push/pre_auth',
    ]);
    // Reading the list must not mark the user as online.
    const rooms = nextcloud.control.requests.find(({ path }) => path.endsWith('/room'));
    expect(rooms?.query.get('noStatusUpdate')).toBe('1');
  });

  it('sends wrong credentials only once, because each refusal counts', async () => {
    nextcloud.control.revoke('alice');
    await look();
    expect(nextcloud.control.requests.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('sends no request when the refusal is already known', async () => {
    await look({ account: { kind: 'ended' } });
    expect(nextcloud.control.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('runs the other checks when no server is known, which is not a fault', async () => {
    const { report, statuses, text } = await look({ server: null, account: { kind: 'signed-out' }, language: 'de' });
    expect(nextcloud.control.requests).toEqual([]);
    expect(statuses).toMatchObject({ server: 'warning', dns: 'skipped', push: 'skipped', keychain: 'ok', tray: 'ok' });
    expect(report.verdict).toBe('warning');
    expect(text).toContain('! Server: Es ist noch kein Server bekannt.\n  → Gib die Adresse');
  });

  it('sends no request to a server that the administrator does not allow', async () => {
    const { statuses, text } = await look({
      checkServer: () => {
        throw new ServerNotAllowed('elsewhere only');
      },
    });
    expect(nextcloud.control.requests).toEqual([]);
    expect(statuses).toMatchObject({ server: 'failed', dns: 'skipped', push: 'skipped', keychain: 'ok' });
    expect(text).toContain('(allowedServers)');
  });

  it('compares the clocks by the Date header of an answer', async () => {
    const body = '{"installed":true,"maintenance":false,"versionstring":"32.0.1","productname":"Nextcloud"}';
    const late = new Date(Date.now() + 600_000).toUTCString();
    const { lines, statuses } = await look({
      fetch: async (input, init) =>
        new Request(input, init).url.endsWith('/status.php')
          ? new Response(body, { headers: { date: late } })
          : globalThis.fetch(input, init),
    });
    expect(statuses.clock).toBe('warning');
    expect(lines.get('Time')).toMatch(/are 10 minutes apart/);
  });

  it('reports a broken check as broken, and the others continue', async () => {
    const { statuses, messages } = await look({
      probe: {
        trayHost: () => Promise.reject(new Error('no bus')),
        startsAtLogin: () => {
          throw new Error('no registry');
        },
      },
    });
    expect(messages).toMatchObject({ tray: 'doctor.broken', autostart: 'doctor.broken' });
    expect(statuses.talk).toBe('ok');
  });

  it('does not wait forever: a check that does not finish in time has failed', async () => {
    const clock = createFakeClock();
    const asked = look({
      clock,
      probe: { resolve: () => new Promise(() => {}), trayHost: () => new Promise(() => {}) },
    });
    await expect.poll(clock.pending).toBeGreaterThan(1);
    await clock.advance(20_000);
    const { statuses, messages } = await asked;
    expect(messages).toMatchObject({ dns: 'doctor.timeout', tray: 'doctor.timeout', tcp: 'doctor.skipped.before' });
    expect(statuses.keychain).toBe('ok');
  });

  it("removes characters in server values that could disguise the terminal's output", async () => {
    nextcloud.control.fail(
      {
        body: JSON.stringify({
          installed: true,
          maintenance: false,
          productname: 'x',
          versionstring: `32.0\u001b[2J\n✓ Fine ${'x'.repeat(5_000)}`,
        }),
      },
      { path: '/status.php' },
    );
    const { lines } = await look();
    expect(lines.get('Nextcloud')).toMatch(/^✓ Nextcloud: Nextcloud 32\.0\[2J ✓ Fine x+\.$/);
    expect(lines.get('Nextcloud')?.length).toBeLessThan(200);
  });
});
