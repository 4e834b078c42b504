import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * What a system must know to start the app again when it is killed or crashes, as text for its own files. The functions
 * throw on a path that such a file cannot hold.
 */

export const UNIT = 'talkmelder.service';
/** The session of a desktop that systemd knows. Source: systemd.special(7). */
const SESSION = 'graphical-session.target';
export const AGENT = 'de.talkmelder.app.restart';
/** Marks a start by the Windows task, which starts the app every minute unless it runs. */
export const AGAIN = '--again';

/** Source: systemd.unit(5), "Unit File Load Path". */
export function unitFolder(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env.XDG_CONFIG_HOME ?? '';
  return join(isAbsolute(configured) ? configured : join(homedir(), '.config'), 'systemd', 'user');
}

export const unitFile = (folder: string): string => join(folder, UNIT);
/** The link that `systemctl enable` makes. */
export const unitLink = (folder: string): string => join(folder, `${SESSION}.wants`, UNIT);
export const agentFile = (): string => join(homedir(), 'Library', 'LaunchAgents', `${AGENT}.plist`);

/** Neither a unit nor XML has a form for these in a path. */
function checkPath(path: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new RangeError('a path with control characters');
}

/**
 * Quotes an argument of `ExecStart`: `%` begins a specifier everywhere. `$` needs nothing, because the line begins with
 * a colon. Source: systemd.service(5), "Command lines"; systemd.syntax(7), "Quoting".
 */
const unitArgument = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`;

/** systemd itself refuses programs with quotation marks or backslashes in their path. */
const SHELL = ['/bin/sh', '-c', 'exec "$0" "$@"'];

/**
 * Returns the systemd unit. A normal end (also by SIGTERM) is none to restart from. Only the main process is killed with
 * the unit, because a browser that the app has opened belongs to the unit as well.
 */
export function systemdUnit([program = '', ...args]: readonly string[]): string {
  checkPath(program);
  return `[Unit]
Description=Talkmelder
After=${SESSION}
PartOf=${SESSION}
# After an uninstall, nothing is started and nothing fails.
ConditionFileIsExecutable=${program.replaceAll('%', '%%')}
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=exec
ExecStart=:${[...SHELL, program, ...args].map(unitArgument).join(' ')}
Restart=on-failure
RestartSec=5
KillMode=process

[Install]
WantedBy=${SESSION}
`;
}

/** What the unit needs of the session. systemd takes it over only where the desktop has told it. */
const SESSION_VARIABLES =
  'DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_CURRENT_DESKTOP XDG_SESSION_TYPE XDG_SESSION_DESKTOP DESKTOP_SESSION LANG LANGUAGE';

/**
 * Returns the command of the autostart entry: it starts the unit, which does nothing where the unit already runs, or the
 * app itself where systemd cannot. So the app is started once, and is watched also on desktops whose session systemd
 * does not know.
 */
export const throughUnit = (command: readonly string[]): string[] => [
  '/bin/sh',
  '-c',
  `systemctl --user import-environment ${SESSION_VARIABLES}; systemctl --user reset-failed ${UNIT}; systemctl --user start ${UNIT} || exec "$0" "$@"`,
  ...command,
];

const xml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

/** Returns the launch agent of macOS. It also starts the app with the session. Source: launchd.plist(5). */
export function launchAgent(command: readonly string[]): string {
  for (const part of command) checkPath(part);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${AGENT}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((part) => `    <string>${xml(part)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>10</integer>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
  <key>ProcessType</key>
  <string>Interactive</string>
</dict>
</plist>
`;
}

/** The name of the task. Tasks of all users are in one list. */
export const taskName = (user: string): string => `Talkmelder (${user})`;

/**
 * Returns the scheduled task of Windows, in UTF-16 as schtasks wants it. Windows does not look at how a program ended,
 * so the task starts the app every minute, and the app ends at once when it runs already or when a person has ended it.
 * Source: Microsoft's "Task Scheduler Schema".
 * @param user as DOMAIN\\name
 */
export function scheduledTask([program = '', ...args]: readonly string[], user: string): Buffer {
  checkPath(program);
  const text = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Starts Talkmelder again when it has crashed.</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT1M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2020-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${xml(user)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>false</AllowHardTerminate>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xml(program)}</Command>
      <Arguments>${xml(args.join(' '))}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
  return Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le');
}
