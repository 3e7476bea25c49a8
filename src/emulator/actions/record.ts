import { defaultOf, type RecordAction } from '../../vonage/ncco.ts';
import { pressKeys, speak, waitForPeople } from '../caller.ts';
import type { RunningRecord } from '../performance.ts';
import { startRecording, stopRecording } from '../recordings.ts';
import { eventTarget } from '../send.ts';
import { cancel, schedule } from '../turn.ts';
import type { Perform, Progress, Scene } from './perform.ts';

/** With one of these the action waits; else the recording runs beside what follows until the call ends (ncco.md §2). */
const hasStopCondition = ({ endOnSilence, endOnKey, timeOut }: RecordAction): boolean =>
  endOnSilence !== undefined || endOnKey !== undefined || timeOut !== undefined;

/** Records the call into a file. */
export const record: Perform<'record'> = {
  needsMedia: true,
  summary: (action) => {
    const { endOnSilence, endOnKey, timeOut } = action;
    const ends = [
      ...(endOnSilence === undefined ? [] : [`${endOnSilence} s of silence`]),
      ...(endOnKey === undefined ? [] : [`key ${endOnKey}`]),
      ...(timeOut === undefined ? [] : [`${timeOut} s`]),
    ];
    return `until ${ends.length === 0 ? 'the call ends' : ends.join(' or ')}`;
  },
  begin: (scene, action) => {
    const { turn, call, performance, serial } = scene;
    const recording = startRecording(turn, call, {
      format: action.format ?? defaultOf('record', 'format'),
      split: action.split !== undefined,
      // Without `split` everybody is mixed into one.
      channels: action.split === undefined ? 1 : (action.channels ?? 2),
      beepStart: action.beepStart ?? defaultOf('record', 'beepStart'),
      detectsSpeech: action.endOnSilence !== undefined,
      events: eventTarget(action),
      transcription: action.transcription,
    });
    call.recordings.push(recording);
    if (!hasStopCondition(action)) return 'done';
    performance.running = {
      serial,
      is: 'record',
      recording,
      endOnKey: action.endOnKey,
      ...livePart(scene, action, recording.said),
    };
    return 'waiting';
  },
  on: {
    key: (scene, key) => (key === runningRecord(scene).endOnKey ? stop(scene) : 'waiting'),
    timeUp: (scene) => stop(scene),
  },
};

/** The caller leaves a message, or says nothing; then come the keys. */
const livePart = (
  { turn, call }: Scene,
  { endOnSilence, endOnKey, timeOut }: RecordAction,
  said: RunningRecord['recording']['said'],
): Pick<RunningRecord, 'timer' | 'patience'> => {
  const spoken = speak(turn, call);
  if (spoken) said.push(spoken);
  const speaksMs = spoken ? spoken.to - turn.at : 0;
  if (endOnKey !== undefined) pressKeys(turn, call, speaksMs);
  const end = Math.min(
    endOnSilence === undefined ? Number.POSITIVE_INFINITY : speaksMs + endOnSilence * 1000,
    timeOut === undefined ? Number.POSITIVE_INFINITY : timeOut * 1000,
  );
  return Number.isFinite(end)
    ? { timer: schedule(turn, call, end, { do: 'action-time-up' }), patience: undefined }
    : { timer: undefined, patience: waitForPeople(turn, call) };
};

// The handlers are called only while this action runs.
const runningRecord = (scene: Scene): RunningRecord =>
  scene.performance.running as RunningRecord & { serial: number };

const stop = (scene: Scene): Progress => {
  const { turn, call } = scene;
  const { recording, timer, patience } = runningRecord(scene);
  cancel(turn, call, timer);
  cancel(turn, call, patience);
  call.recordings.splice(call.recordings.indexOf(recording), 1);
  stopRecording(turn, call, recording);
  return 'done';
};
