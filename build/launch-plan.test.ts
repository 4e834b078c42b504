import { describe, expect, it } from 'vitest';
import { type Binary, type Circumstances, type LaunchPlan, type Purpose, planLaunch, withPlan } from './launch-plan.ts';

const works: Binary = { state: 'works', path: '/e/electron', version: '45.4.1' };
const absent: Binary = { state: 'absent' };
const broken = (trouble: (Binary & { state: 'broken' })['trouble'], ...said: string[]): Binary => ({
  state: 'broken',
  path: '/e/electron',
  trouble,
  said,
});
const noSandbox = broken('sandbox', 'The SUID sandbox helper binary was found, but is not configured correctly.');

/** A user's Linux desktop on which everything is there. */
const desktop: Circumstances = {
  purpose: 'demo',
  platform: 'linux',
  binary: works,
  display: true,
  xvfbRun: null,
  root: false,
  tray: true,
  keyring: true,
  chromium: '/usr/bin/chromium',
};
const hidden = { display: false, xvfbRun: '/usr/bin/xvfb-run' };

type Expected = Partial<Omit<LaunchPlan, 'words' | 'env'>> & { env?: LaunchPlan['env']; says?: RegExp[] };
const ROWS: [what: string, circumstances: Partial<Circumstances>, expected: Expected][] = [
  ['the demo on a desktop', {}, { where: 'electron', display: 'own', switches: [], says: [/^On Electron 45\.4\.1/] }],
  ['the demo on GNOME without a tray', { tray: false }, { where: 'electron', says: [/no tray icons.*taskbar/] }],
  ['the demo without a keyring', { keyring: false }, { where: 'electron', says: [/No keyring/] }],
  ['the demo without Chromium', { chromium: null }, { where: 'electron' }],
  ['the demo on Windows', { platform: 'win32' }, { where: 'electron', env: { ELECTRON_NO_ATTACH_CONSOLE: '1' } }],
  ['the demo on macOS', { platform: 'darwin' }, { where: 'electron', switches: [] }],
  [
    'the demo as root in a container with a display',
    { root: true },
    {
      where: 'electron',
      switches: ['--disable-dev-shm-usage'],
      env: { ELECTRON_DISABLE_SANDBOX: '1' },
      says: [/As root/],
    },
  ],
  [
    'the demo without a display',
    hidden,
    { where: 'electron', purpose: 'tour', display: 'virtual', says: [/^On Electron/, /xvfb-run/, /plays the tour/] },
  ],
  [
    'the demo without a display and xvfb-run',
    { display: false },
    {
      where: 'host',
      purpose: 'tour',
      display: 'headless',
      says: [/^On the Chromium host.*no display for Electron, and no xvfb-run/, /plays the tour/],
    },
  ],
  [
    'the demo without Electron',
    { binary: absent },
    { where: 'host', purpose: 'demo', display: 'own', says: [/^On the Chromium host.*not here/, /--retry/, /no tray/] },
  ],
  [
    'the demo where Electron cannot start',
    { binary: noSandbox },
    {
      where: 'host',
      display: 'own',
      binary: null,
      says: [/^On the Chromium host.*cannot start/, /SUID sandbox helper/, /chmod 4755 '\/e\/chrome-sandbox'/],
    },
  ],
  [
    'the demo without Electron and Chromium',
    { binary: absent, chromium: null },
    { where: 'nowhere', says: [/No Chromium.*npx playwright-core install --with-deps chromium/] },
  ],
  ['npm run dev', { purpose: 'dev' }, { where: 'electron', display: 'own', says: [/^On Electron/] }],
  ['npm run dev as root', { purpose: 'dev', root: true }, { where: 'electron', says: [/As root/] }],
  [
    'npm run dev without Electron',
    { purpose: 'dev', binary: absent },
    { where: 'host', purpose: 'dev', display: 'own', says: [/^On the Chromium host.*not here/, /no tray/] },
  ],
  ['npm run dev without a display', { purpose: 'dev', ...hidden }, { where: 'nowhere', says: [/no display/] }],
  ['the tests', { purpose: 'test' }, { where: 'electron', display: 'own', says: [/^On Electron/] }],
  ['the tests in a container', { purpose: 'test', root: true, ...hidden }, { where: 'electron', display: 'virtual' }],
  [
    'the tests without Electron',
    { purpose: 'test', binary: absent, ...hidden },
    { where: 'host', display: 'headless' },
  ],
  [
    'the tests with Electron and no Chromium',
    { purpose: 'test', platform: 'win32', chromium: null },
    { where: 'nowhere', says: [/No Chromium.*system browser.*npx playwright-core install chromium$/] },
  ],
  [
    'the tests where libraries are missing',
    { purpose: 'test', binary: broken('libraries', 'libnss3.so: cannot open shared object file') },
    { where: 'host', says: [/^On the Chromium host/, /libnss3/, /install-deps/] },
  ],
  ['the tour on Electron', { purpose: 'tour', ...hidden }, { where: 'electron', display: 'virtual' }],
  ['npm start', { purpose: 'start', chromium: null }, { where: 'electron', switches: [], says: [] }],
  [
    'npm start of a root shell that switched the sandbox off',
    { purpose: 'start', root: true },
    { where: 'nowhere', says: [/does not start as root/, /ordinary user/] },
  ],
  [
    'npm start as an administrator of macOS',
    { purpose: 'start', root: true, platform: 'darwin' },
    { where: 'electron', env: { ELECTRON_DISABLE_SANDBOX: undefined } },
  ],
  ['npm start without Electron', { purpose: 'start', binary: absent }, { where: 'nowhere', says: [/ELECTRON_MIRROR/] }],
  [
    'npm start on Ubuntu 24.04',
    { purpose: 'start', binary: noSandbox },
    { where: 'nowhere', says: [/SUID sandbox helper/, /Ubuntu 23\.10/, /sudo chown root:root/] },
  ],
  [
    'npm start without a display',
    { purpose: 'start', ...hidden },
    { where: 'nowhere', says: [/no display/, /--doctor/] },
  ],
  [
    'the doctor without a display',
    { purpose: 'doctor', display: false },
    { where: 'electron', switches: ['--ozone-platform=headless', '--disable-gpu'], says: [] },
  ],
  [
    'the doctor on Ubuntu 24.04',
    { purpose: 'doctor', binary: noSandbox, display: false },
    { where: 'nowhere', says: [/Ubuntu 23\.10/] },
  ],
];

describe('how the app is started', () => {
  it.each(ROWS)('%s', (_what, circumstances, { says, env, ...expected }) => {
    const plan = planLaunch({ ...desktop, ...circumstances });
    expect(plan).toMatchObject(expected);
    for (const [name, value] of Object.entries(env ?? {})) expect(plan.env[name], name).toBe(value);
    if (says?.length === 0) expect(plan.words).toEqual([]);
    for (const sentence of says ?? []) {
      // A pattern that begins with ^ has to match the first line, because users read that line.
      const where = sentence.source.startsWith('^') ? plan.words.slice(0, 1) : plan.words;
      expect(where).toContainEqual(expect.stringMatching(sentence));
    }
  });
});

const BINARIES = [
  works,
  absent,
  noSandbox,
  broken('libraries', 'x'),
  broken('hangs'),
  broken('root', 'y'),
  broken('other'),
];
const PURPOSES: Purpose[] = ['start', 'doctor', 'demo', 'dev', 'tour', 'test'];
const both = [true, false];

function* everything(): Generator<Circumstances> {
  for (const platform of ['linux', 'win32', 'darwin'] as const)
    for (const purpose of PURPOSES)
      for (const binary of BINARIES)
        for (const display of platform === 'linux' ? both : [true])
          for (const xvfbRun of ['/usr/bin/xvfb-run', null])
            for (const root of both)
              for (const tray of both)
                for (const keyring of both)
                  for (const chromium of ['/usr/bin/chromium', null])
                    yield { platform, purpose, binary, display, xvfbRun, root, tray, keyring, chromium };
}

describe('in all circumstances', () => {
  const plans = [...everything()].map((at) => ({ at, plan: planLaunch(at) }));
  const isForPerson = ({ purpose }: Circumstances) => purpose === 'start' || purpose === 'doctor';

  /** Fails with the circumstances that break the rule. */
  const always = (what: string, holds: (at: Circumstances, plan: LaunchPlan) => boolean): void =>
    it(what, () => {
      const exceptions = plans.filter(({ at, plan }) => !holds(at, plan));
      expect(exceptions.slice(0, 3)).toEqual([]);
    });

  always('Electron is started only when it works', ({ binary }, plan) =>
    plan.where === 'electron' ? binary.state === 'works' && plan.binary === binary.path : plan.binary === null,
  );
  always(
    'Electron has a display, but for the doctor',
    ({ display }, plan) =>
      plan.where !== 'electron' || display || plan.display === 'virtual' || plan.purpose === 'doctor',
  );
  always('a person never gets the host', (at, plan) => !isForPerson(at) || plan.where !== 'host');
  always('the sandbox is off for root alone, and only in demo, dev, tour and tests', (at, plan) => {
    const off = plan.env.ELECTRON_DISABLE_SANDBOX === '1';
    const rootOnLinux = at.root && at.platform === 'linux';
    return off === (plan.where === 'electron' && rootOnLinux) && !(off && isForPerson(at));
  });
  always('no switch takes the sandbox away', (_at, plan) => !plan.switches.some((each) => each.includes('sandbox')));
  always(
    'Electron never starts as plain Node',
    (_at, plan) =>
      plan.where === 'nowhere' || ('ELECTRON_RUN_AS_NODE' in plan.env && plan.env.ELECTRON_RUN_AS_NODE === undefined),
  );
  always(
    'a plan that starts nothing says what to do',
    (_at, plan) => plan.where !== 'nowhere' || plan.words.length > 1 || /install/.test(plan.words[0] ?? ''),
  );
  always(
    'a first line says where demo, dev, tour and tests run',
    (at, plan) =>
      isForPerson(at) || plan.where === 'nowhere' || /^On (Electron|the Chromium host)/.test(plan.words[0] ?? ''),
  );
  always('a binary that cannot start is quoted, with a remedy', ({ binary, ...at }, plan) => {
    if (binary.state !== 'broken' || (at.root && at.platform === 'linux' && isForPerson({ binary, ...at })))
      return true;
    const said = binary.said.every((line) => plan.words.some((word) => word.includes(line)));
    return said && plan.words.some((word) => /npm run|npx|sudo|ordinary user|update/i.test(word));
  });
  always(
    'tests and tour have the Chromium that they need',
    (at, plan) => !['test', 'tour'].includes(plan.purpose) || plan.where === 'nowhere' || at.chromium !== null,
  );
  always(
    'the demo without a display becomes the tour',
    (at, plan) => at.purpose !== 'demo' || plan.where === 'nowhere' || plan.purpose === (at.display ? 'demo' : 'tour'),
  );
});

it('the environment has the variables that a plan adds, without those that it removes', () => {
  const plan = planLaunch({ ...desktop, root: true });
  const env = withPlan(plan, { HOME: '/root', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect' });
  expect(env).toEqual({ HOME: '/root', ELECTRON_DISABLE_SANDBOX: '1' });
});
