import { batch, createMemo, createSignal, Index, Show } from 'solid-js';
import { doctorWords } from '../../../main/core/i18n/doctor/index.ts';
import type { CheckStatus, DoctorProgress, DoctorReport, Finding } from '../../../main/core/model/doctor-report.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon, type IconName, Spinner } from '../../components/icon.tsx';
import { language } from '../../i18n/index.ts';

const icons = { ok: 'check', warning: 'warning', failed: 'close' } as const satisfies Partial<
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
      <Show when={props.finding.help}>
        {(help) => (
          <details open={isOpen()}>
            <summary>{say('doctor.help')}</summary>
            <p>{say(help(), props.finding.values)}</p>
          </details>
        )}
      </Show>
    </>
  );
};

const Line = (props: { line: DoctorProgress[number] }) => (
  <li class="doctor-line">
    <Show
      when={props.line.finding}
      fallback={
        <span class="doctor-mark doctor-mark-skipped">
          <Spinner />
        </span>
      }
    >
      {(finding) => <Mark status={finding().status} />}
    </Show>
    <div class="doctor-words">
      <h4>{say(`doctor.check.${props.line.id}`)}</h4>
      <Show when={props.line.finding} fallback={<p class="doctor-waiting">{say('doctor.running')}</p>}>
        {(finding) => <Found finding={finding()} />}
      </Show>
    </div>
  </li>
);

/** Checks everything between this PC and the conversations, and says how to fix the problems it finds. */
export const Doctor = (props: { checkUp: ReturnType<typeof createCheckUp> }) => (
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
          <Show when={props.checkUp.running()} fallback={<Icon name="search" />}>
            <Spinner />
          </Show>
          {props.checkUp.running()
            ? say('doctor.running')
            : say(props.checkUp.report() ? 'doctor.again' : 'doctor.run')}
        </span>
      </button>
      <p class="setting-help">{say('doctor.about')}</p>
    </div>
    <div role="status">
      <Show when={!props.checkUp.running() && props.checkUp.report()}>
        {(report) => (
          <p class={`doctor-summary doctor-mark-${report().verdict}`}>{say(`doctor.summary.${report().verdict}`)}</p>
        )}
      </Show>
    </div>
    <Show when={props.checkUp.lines().length > 0}>
      <ul class="doctor-lines" aria-label={say('doctor.title')} aria-busy={props.checkUp.running()}>
        {/* Matched by index, not by object, so that an unfolded line stays unfolded. */}
        <Index each={props.checkUp.lines()}>{(line) => <Line line={line()} />}</Index>
      </ul>
    </Show>
    <Show when={props.checkUp.report()}>
      <div class="setting setting-action">
        <CopyButton label={say('doctor.copy')} copied={say('doctor.copied')} copy={() => bridge.copyReport()} />
      </div>
    </Show>
  </>
);
