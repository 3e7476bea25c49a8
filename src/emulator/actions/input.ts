import { defaultOf, type InputAction } from '../../vonage/ncco.ts';
import { type Heard, reportInput, SPEECH_OFF } from '../input-event.ts';
import type { RunningInput } from '../performance.ts';
import { react } from '../person.ts';
import { eventTarget } from '../send.ts';
import { recognise, recognitionTime, type SpeechSettings, speechSettings } from '../speech.ts';
import { cancel, complain, schedule } from '../turn.ts';
import type { Perform, Progress, Scene } from './perform.ts';

interface Settings {
  readonly dtmf:
    | { readonly timeOutMs: number; readonly maxDigits: number; readonly submitOnHash: boolean }
    | undefined;
  readonly speech: SpeechSettings | undefined;
}

const settingsOf = (action: InputAction): Settings => ({
  dtmf: action.type.includes('dtmf')
    ? {
        timeOutMs: (action.dtmf?.timeOut ?? defaultOf('input', 'dtmf.timeOut')) * 1000,
        maxDigits: action.dtmf?.maxDigits ?? defaultOf('input', 'dtmf.maxDigits'),
        submitOnHash: action.dtmf?.submitOnHash ?? defaultOf('input', 'dtmf.submitOnHash'),
      }
    : undefined,
  speech: action.type.includes('speech') ? speechSettings(action) : undefined,
});

/** Listens for keys and speech and reports them: what completes first, ends it (ncco.md §9). */
export const input: Perform<'input'> = {
  needsMedia: true,
  summary: ({ type, mode }) => `${type.join(', ')}${mode === 'asynchronous' ? ', asynchronous' : ''}`,
  begin: (scene, action) => {
    const { turn, call, leg, performance, serial } = scene;
    if (action.mode === 'asynchronous') return listenToEachKey(scene, action);
    performance.running = {
      serial,
      is: 'input',
      action,
      keys: '',
      saying: undefined,
      timer: undefined,
      submitted: false,
    };
    // What still plays has bargeIn; the time-out counts from its end, or nobody could listen to a long menu (U).
    if (performance.playback.length === 0) startClock(scene, performance.running);
    const { dtmf, speech } = settingsOf(action);
    if (speech) checkWho(scene, action);
    react(turn, call, leg, { keys: dtmf !== undefined, speech: speech !== undefined });
    return 'waiting';
  },
  on: {
    played: (scene, _id, silent) => {
      const running = runningInput(scene);
      if (silent && running.timer === undefined && !running.submitted) startClock(scene, running);
      return 'waiting';
    },
    key: (scene, key) => takeKey(scene, runningInput(scene), key),
    speech: (scene, saying) => {
      const running = runningInput(scene);
      const { speech } = settingsOf(running.action);
      // Once a key was pressed, keys decide; and of two speeches at once the first is heard out.
      const isHeard = speech && !running.submitted && running.keys === '' && running.saying === undefined;
      if (!isHeard) return 'waiting';
      running.saying = saying;
      wait(scene, running, recognitionTime(speech, saying));
      return 'waiting';
    },
    timeUp: (scene) => submit(scene, runningInput(scene), true),
    replied: () => 'done',
  },
};

/** The NCCO goes on, and each key is sent at once, always by POST (ncco.md §9, voice-webhooks.md §5.3). */
const listenToEachKey = ({ turn, call, leg }: Scene, action: InputAction): Progress => {
  if (!action.type.includes('dtmf')) {
    complain(call, 'an "input" with mode "asynchronous" hears keys only, and its type has no "dtmf"');
    return 'done';
  }
  const target = eventTarget(action);
  leg.keyListener = { target: target && { ...target, method: 'POST' } };
  react(turn, call, leg, { keys: true, speech: false });
  return 'done';
};

const checkWho = ({ call, leg }: Scene, { speech }: InputAction): void => {
  const who = speech?.uuid?.[0];
  if (who === undefined || who === leg.uuid) return;
  complain(call, `an "input" listens to the leg ${who}: this emulator hears the leg that runs the NCCO`);
};

// The handlers are called only while this action runs.
const runningInput = (scene: Scene): RunningInput =>
  scene.performance.running as RunningInput & { serial: number };

/** With speech on as well, `timeOut` counts only from the first key: else it would cut every speaker short (U). */
const startClock = (scene: Scene, running: RunningInput): void => {
  const { dtmf, speech } = settingsOf(running.action);
  const keysDecide = dtmf !== undefined && (running.keys !== '' || speech === undefined);
  // An input that listens for nothing is over at once.
  wait(scene, running, keysDecide ? dtmf.timeOutMs : (speech?.startTimeoutMs ?? 0));
};

const wait = ({ turn, call, leg }: Scene, running: RunningInput, milliseconds: number): void => {
  cancel(turn, call, running.timer);
  running.timer = schedule(turn, call, milliseconds, { do: 'action-time-up', leg: leg.uuid });
};

const takeKey = (scene: Scene, running: RunningInput, key: string): Progress => {
  const { dtmf } = settingsOf(running.action);
  if (dtmf === undefined || running.submitted) return 'waiting';
  if (key === '#' && dtmf.submitOnHash) return submit(scene, running, false);
  running.keys += key;
  if (running.keys.length >= dtmf.maxDigits) return submit(scene, running, false);
  startClock(scene, running);
  return 'waiting';
};

const submit = (scene: Scene, running: RunningInput, timedOut: boolean): Progress => {
  const { turn, call, leg, serial } = scene;
  cancel(turn, call, running.timer);
  running.submitted = true;
  const sent = reportInput(turn, call, leg, {
    heard: heardBy(scene, running, timedOut),
    target: eventTarget(running.action),
    purpose: { for: 'action', action: serial },
  });
  return sent ? 'waiting' : 'done';
};

/** Empty text for no keys, and null when speech came first, are our choice (U). */
const heardBy = ({ turn, call, leg }: Scene, running: RunningInput, timedOut: boolean): Heard => {
  const { dtmf, speech } = settingsOf(running.action);
  const spoke = running.saying !== undefined && running.keys === '';
  // A bare `#` that submits is a key as well.
  const keysWon = running.keys !== '' || (dtmf !== undefined && !timedOut);
  return {
    speech:
      speech === undefined
        ? SPEECH_OFF
        : keysWon
          ? { error: 'Speech overridden by DTMF' }
          : recognise(turn, call, leg, speech, running.saying),
    dtmf:
      dtmf === undefined || (spoke && !keysWon)
        ? { digits: null, timed_out: false }
        : { digits: running.keys, timed_out: timedOut },
  };
};
