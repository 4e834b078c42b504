import { batch, createMemo, createSignal, For, Show } from 'solid-js';
import { headline, worstFirst } from '../../../main/core/i18n/doctor/headline.ts';
import { doctorWords } from '../../../main/core/i18n/doctor/index.ts';
import type { CheckStatus, DoctorProgress, DoctorReport, Finding } from '../../../main/core/model/doctor-report.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon, type IconName, Spinner } from '../../components/icon.tsx';
import { TestNotification } from '../../components/test-notification.tsx';
import { language } from '../../i18n/index.ts';

const icons = { ok: 'check', info: 'info', warning: 'warning', failed: 'close' } as const satisfies Partial<
  Record<CheckStatus, IconName>
>;

/** Returns one of the doctor's sentences in the window's language. Reactive. */
const say: ReturnType<typeof doctorWords> = (key, values) => doctorWords(language())(key, values);

/** The result of the last check-up and the progress of a running one; empty before the first. Reactive. */
export const createCheckUp = () => {
  const [report, setReport] = createSignal<DoctorReport>();
  const [progress, setProgress] = createSignal<DoctorProgress>();
  const run = async () => {
    if (progress()) return;
    setProgress([]);
    const stop = bridge.onDoctor(setProgress);
    const answer = await attempt(bridge.runDoctor());
    stop();
    batch(() => {
      setProgress(undefined);
      if (answer.ok) setReport(answer.value);
    });
  };
  const lines = (): DoctorProgress =>
    progress() ?? report()?.findings.map((finding) => ({ id: finding.id, finding })) ?? [];
  return { report, lines, running: () => progress() !== undefined, run };
};

const Mark = (props: { status: CheckStatus }) => {
  const label = () => say(`doctor.mark.${props.status}`);
  return (
    <span class={`doctor-mark doctor-mark-${props.status}`}>
      <Show
        when={props.status !== 'skipped' && icons[props.status]}
        fallback={<span class="doctor-dash" role="img" aria-label={label()} />}
      >
        {(icon) => <Icon name={icon()} label={label()} />}
      </Show>
    </span>
  );
};

const Found = (props: { finding: Finding }) => {
  // A memo, so that a line the user has unfolded stays unfolded while more lines arrive.
  const isOpen = createMemo(() => props.finding.status === 'failed');
  return (
    <>
      <p>{say(props.finding.message, props.finding.values)}</p>
      <Show when={props.finding.details}>
        {(details) => (
          <ul class="doctor-details">
            <For each={details()}>{(detail) => <li>{detail}</li>}</For>
          </ul>
        )}
      </Show>
      <Show when={props.finding.turn}>{(turn) => <p class="doctor-turn">{say(`doctor.turn.${turn()}`)}</p>}</Show>
      <Show when={props.finding.help}>
        {(help) => (
          <details open={isOpen()}>
            <summary>{say('doctor.help')}</summary>
            <p>{say(help(), props.finding.values)}</p>
          </details>
        )}
      </Show>
      <Show when={props.finding.id === 'notifications'}>
        <TestNotification />
      </Show>
    </>
  );
};

const Line = (props: { finding: Finding }) => (
  <li class="doctor-line">
    <Mark status={props.finding.status} />
    <div class="doctor-words">
      <h4>{say(`doctor.check.${props.finding.id}`)}</h4>
      <Found finding={props.finding} />
    </div>
  </li>
);

const Lines = (props: { findings: readonly Finding[] }) => (
  // Matched by the check, not by object or index, so that an unfolded line stays unfolded while others come before it.
  <For each={props.findings.map(({ id }) => id)}>
    {(id) => (
      <Show when={props.findings.find((finding) => finding.id === id)}>
        {(finding) => <Line finding={finding()} />}
      </Show>
    )}
  </For>
);

/** Only the user can tell whether a notification was seen, so this line is never folded away. */
const needsEyes = ({ id, status }: Finding) =>
  (status !== 'ok' && status !== 'skipped') || (id === 'notifications' && status === 'ok');

/** The result in one line, or how far the check-up has come. */
const Headline = (props: { checkUp: ReturnType<typeof createCheckUp>; findings: readonly Finding[] }) => {
  const icon = () => icons[props.checkUp.report()?.verdict ?? 'ok'];
  return (
    <div role="status">
      <Show
        when={!props.checkUp.running()}
        fallback={
          <p class="doctor-headline">
            <Spinner />
            {say('doctor.progress', { done: props.findings.length, count: props.checkUp.lines().length })}
          </p>
        }
      >
        <Show when={props.checkUp.report()}>
          {(report) => (
            <p class={`doctor-headline doctor-headline-${report().verdict}`}>
              <Icon name={icon()} />
              {headline(report(), say)}
            </p>
          )}
        </Show>
      </Show>
    </div>
  );
};

const Passed = (props: { findings: readonly Finding[] }) => {
  const summary = () => {
    const skipped = props.findings.filter(({ status }) => status === 'skipped').length;
    const count = props.findings.length - skipped;
    if (skipped > 0) return say('doctor.passedSkipped', { count, skipped });
    return count === 1 ? say('doctor.passedOne') : say('doctor.passed', { count });
  };
  return (
    <details class="settings-fold">
      <summary>{summary()}</summary>
      <ul class="doctor-lines" aria-label={say('doctor.title')}>
        <Lines findings={props.findings} />
      </ul>
    </details>
  );
};

/**
 * Checks everything between this PC and the conversations, and says whose turn it is. What needs attention comes first;
 * what has passed is folded.
 */
export const Doctor = (props: { checkUp: ReturnType<typeof createCheckUp> }) => {
  const findings = () => worstFirst(props.checkUp.lines().flatMap(({ finding }) => finding ?? []));
  const problems = () => findings().filter(needsEyes);
  const passed = () => findings().filter((finding) => !needsEyes(finding));
  return (
    <>
      <div class="setting setting-action">
        {/* Not disabled while it runs, because that would drop the focus. */}
        <button
          type="button"
          class="button"
          aria-disabled={props.checkUp.running()}
          onClick={() => void props.checkUp.run()}
        >
          <span class="button-label">
            <Icon name="search" />
            {say(props.checkUp.report() ? 'doctor.again' : 'doctor.run')}
          </span>
        </button>
        <Show when={!props.checkUp.report()}>
          <p class="setting-help">{say('doctor.about')}</p>
        </Show>
      </div>
      <Headline checkUp={props.checkUp} findings={findings()} />
      <Show when={problems().length > 0}>
        <ul class="doctor-lines" aria-label={say('doctor.title')} aria-busy={props.checkUp.running()}>
          <Lines findings={problems()} />
        </ul>
      </Show>
      <Show when={passed().length > 0}>
        <Passed findings={passed()} />
      </Show>
      <Show when={props.checkUp.report()}>
        <div class="setting setting-action">
          <CopyButton label={say('doctor.copy')} copied={say('doctor.copied')} copy={() => bridge.copyReport()} />
        </div>
      </Show>
    </>
  );
};
