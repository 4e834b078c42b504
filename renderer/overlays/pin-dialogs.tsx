import { Dialog } from '@kobalte/core/dialog';
import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** Asks for the PIN of station mode. */
export const PinDialog = (props: { dialog: Extract<OpenDialog, { name: 'pin' }> }) => {
  const [pin, setPin] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  /** Seconds until the next try. */
  const [left, setLeft] = createSignal(0);
  const id = createUniqueId();
  let field: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  onCleanup(() => clearInterval(timer));

  const wait = (seconds: number) => {
    const until = performance.now() + seconds * 1_000;
    const look = () => {
      const now = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      setProblem(t('pin.again'));
    };
    clearInterval(timer);
    setLeft(seconds);
    if (seconds > 0) timer = setInterval(look, 1_000);
  };

  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || left() > 0 || pin() === '') return;
    setBusy(true);
    const answer = await attempt(bridge.enterPin({ pin: pin() }));
    setBusy(false);
    if (!answer.ok) return;
    const { right, waitSeconds } = answer.value;
    if (right) {
      props.dialog.answer(true);
      closeDialog(props.dialog);
      return;
    }
    setPin('');
    setProblem(waitSeconds === 0 ? t('pin.wrong') : t('pin.wrongWait', { duration: waitSeconds }));
    wait(waitSeconds);
    field?.focus();
  };

  return (
    <DialogFrame dialog={props.dialog} class="dialog" question>
      <form onSubmit={(event) => void enter(event)}>
        <Dialog.Title>{t('pin.title')}</Dialog.Title>
        <Dialog.Description>{t('pin.why')}</Dialog.Description>
        <label class="pin-label" for={id}>
          {t('pin.label')}
        </label>
        <input
          ref={field}
          id={id}
          class="field"
          type="password"
          inputmode="numeric"
          autocomplete="off"
          maxlength={12}
          value={pin()}
          readOnly={left() > 0}
          aria-invalid={problem() !== null}
          aria-describedby={`${id}-problem`}
          onInput={(event) => setPin(event.currentTarget.value)}
        />
        <p id={`${id}-problem`} class="pin-problem" role="alert">
          {problem()}
        </p>
        <Show when={left() > 0}>
          {/* A screen reader has read how long the wait is. */}
          <p class="pin-left" aria-hidden="true">
            {clockOf(left())}
          </p>
        </Show>
        <p>{t('pin.forgotten')}</p>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
            {t('pin.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-busy={busy()} aria-disabled={left() > 0}>
            {t('pin.confirm')}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
};

/** Chooses a PIN for station mode. */
export const ChoosePinDialog = (props: { dialog: OpenDialog }) => {
  const [pin, setPin] = createSignal('');
  const [repeated, setRepeated] = createSignal('');
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const id = createUniqueId();

  const choose = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    if (!/^\d{4,12}$/.test(pin())) return void setProblem(t('pin.choose.digits'));
    if (pin() !== repeated()) return void setProblem(t('pin.choose.different'));
    setBusy(true);
    const { ok } = await attempt(bridge.choosePin({ pin: pin() }));
    setBusy(false);
    if (ok) closeDialog(props.dialog);
  };

  return (
    <DialogFrame dialog={props.dialog} class="dialog" question>
      <form onSubmit={(event) => void choose(event)}>
        <Dialog.Title>{t('pin.choose.title')}</Dialog.Title>
        <Dialog.Description>{t('pin.choose.about')}</Dialog.Description>
        <PinField id={id} label={t('pin.choose.new')} value={pin()} problemId={`${id}-problem`} onInput={setPin} />
        <PinField
          id={`${id}-again`}
          label={t('pin.choose.again')}
          value={repeated()}
          problemId={`${id}-problem`}
          onInput={setRepeated}
        />
        <p id={`${id}-problem`} class="pin-problem" role="alert">
          {problem()}
        </p>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
            {t('pin.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-busy={busy()}>
            {t('pin.choose.confirm')}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
};

const PinField = (props: {
  id: string;
  label: string;
  value: string;
  problemId: string;
  onInput: (value: string) => void;
}) => (
  <>
    <label class="pin-label" for={props.id}>
      {props.label}
    </label>
    <input
      id={props.id}
      class="field"
      type="password"
      inputmode="numeric"
      autocomplete="new-password"
      maxlength={12}
      value={props.value}
      aria-describedby={props.problemId}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  </>
);

const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
