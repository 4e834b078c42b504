import type { AlarmSoundReport } from '../../main/core/model/alarm.ts';
import { bridge } from '../bridge.ts';
import { loudness } from './loudness.ts';

const RISE_MS = 250;
/** A sound whose time stands still for this long is not heard. */
const STALLED_MS = 2_000;

/** Plays the sound of alarms on a page without a window until main closes it. Reports whether it is heard. */
export const playAlarmSound = async (): Promise<void> => {
  const answer = await bridge.getAlarmSound();
  if (!answer.ok) return;
  const { source, rung, output } = answer.value;
  const began = performance.now() - rung;
  const audio = new Audio();
  const tell = (report: AlarmSoundReport) => void bridge.tellAlarmSound(report);
  const rise = () => {
    audio.volume = loudness((performance.now() - began) / 1_000);
  };

  rise();
  const rising = setInterval(() => {
    rise();
    if (audio.volume === 1) clearInterval(rising);
  }, RISE_MS);
  audio.loop = true;
  audio.addEventListener('error', () => tell({ state: 'silent', reason: 'no-file' }));
  // In the document, so that the page counts as one that plays.
  document.body.append(audio);
  const place = await chooseOutput(audio, output);
  audio.src = source;

  let heardAt: number | null = null;
  let time = 0;
  const report = () => tell({ state: 'playing', ...place });
  audio.addEventListener('timeupdate', () => {
    if (audio.currentTime === time) return;
    time = audio.currentTime;
    const isFirst = heardAt === null;
    heardAt = performance.now();
    if (isFirst) report();
  });
  setInterval(() => {
    if (heardAt === null || performance.now() - heardAt < STALLED_MS) return;
    heardAt = null;
    tell({ state: 'silent', reason: 'stalled' });
  }, STALLED_MS);
  audio.play().catch(() => {
    if (audio.error === null) tell({ state: 'silent', reason: 'refused' });
  });
};

type Place = Pick<Extract<AlarmSoundReport, { state: 'playing' }>, 'output' | 'outputs'>;

/** Plays on the loudspeaker with this name, if it is there; otherwise on the system's. Never rejects. */
const chooseOutput = async (audio: HTMLAudioElement, wanted: string | null): Promise<Place> => {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const speakers = devices.filter(({ kind }) => kind === 'audiooutput');
    const outputs = [...new Set(speakers.map(({ label }) => label.slice(0, 500)))].filter((label) => label !== '');
    const chosen = wanted === null ? undefined : speakers.find(({ label }) => label === wanted);
    if (chosen) {
      await audio.setSinkId(chosen.deviceId);
      return { output: 'chosen', outputs };
    }
    return { output: speakers.length === 0 ? 'none' : 'system', outputs };
  } catch {
    return { output: 'system', outputs: [] };
  }
};
