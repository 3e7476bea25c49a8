import { defaultOf, type RecordAction } from '../../vonage/ncco.ts';
import { waitForPeople } from '../patience.ts';
import type { RunningRecord } from '../performance.ts';
import { react, timeToSay } from '../person.ts';
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
    const { turn, call, leg, performance, serial } = scene;
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
    // First what the person says, then the keys; nobody has to say anything.
    const speaks = react(turn, call, leg, { keys: false, speech: true });
    if (action.endOnKey !== undefined) react(turn, call, leg, { keys: true, speech: false }, speaks);
    const isTimed = action.endOnSilence !== undefined || action.timeOut !== undefined;
    performance.running = {
      serial,
      is: 'record',
      action,
      recording,
      timer: undefined,
      patience: isTimed ? undefined : waitForPeople(turn, call, leg, 'for a recording that a key ends'),
    };
    startClock(scene, 0);
    return 'waiting';
  },
  on: {
    key: (scene, key) => (key === runningRecord(scene).action.endOnKey ? stop(scene) : 'waiting'),
    speech: (scene, saying) => {
      startClock(scene, timeToSay(saying));
      return 'waiting';
    },
    timeUp: (scene) => stop(scene),
  },
};

/** Silence counts from the beginning, or from when somebody has spoken; the length from the beginning. */
const startClock = (scene: Scene, speaksMs: number): void => {
  const { turn, call, leg } = scene;
  const running = runningRecord(scene);
  const { endOnSilence = Number.POSITIVE_INFINITY, timeOut = Number.POSITIVE_INFINITY } = running.action;
  const recorded = turn.at - running.recording.startedAt;
  const rest = Math.min(speaksMs + endOnSilence * 1000, timeOut * 1000 - recorded);
  if (!Number.isFinite(rest)) return;
  cancel(turn, call, running.timer);
  running.timer = schedule(turn, call, rest, { do: 'action-time-up', leg: leg.uuid });
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
