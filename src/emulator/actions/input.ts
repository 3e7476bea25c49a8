import { defaultOf, type InputAction } from '../../vonage/ncco.ts';
import { inputWebhook } from '../../vonage/webhooks/input.ts';
import { pressKeys } from '../caller.ts';
import type { RunningInput } from '../performance.ts';
import { eventTarget, sendVoiceEvent } from '../send.ts';
import { cancel, complain, isoTime, schedule } from '../turn.ts';
import type { Perform, Progress, Scene } from './perform.ts';

interface Settings {
  readonly dtmf:
    | { readonly timeOutMs: number; readonly maxDigits: number; readonly submitOnHash: boolean }
    | undefined;
  readonly speech: { readonly startTimeoutMs: number } | undefined;
}

const settingsOf = ({ type, dtmf, speech }: InputAction): Settings => ({
  dtmf: type.includes('dtmf')
    ? {
        timeOutMs: (dtmf?.timeOut ?? defaultOf('input', 'dtmf.timeOut')) * 1000,
        maxDigits: dtmf?.maxDigits ?? defaultOf('input', 'dtmf.maxDigits'),
        submitOnHash: dtmf?.submitOnHash ?? defaultOf('input', 'dtmf.submitOnHash'),
      }
    : undefined,
  speech: type.includes('speech')
    ? { startTimeoutMs: (speech?.startTimeout ?? defaultOf('input', 'speech.startTimeout')) * 1000 }
    : undefined,
});

/** Listens for keys and reports them; speech is never heard here and runs into its `startTimeout` (ncco.md §9). */
export const input: Perform<'input'> = {
  needsMedia: true,
  summary: ({ type }) => type.join(', '),
  begin: (scene, action) => {
    const { turn, call, performance, serial } = scene;
    if (action.mode === 'asynchronous') {
      complain(call, 'this emulator does not run "input" with mode "asynchronous" yet');
      return 'done';
    }
    performance.running = { serial, is: 'input', action, keys: '', timer: undefined, submitted: false };
    // What still plays has bargeIn; the time-out counts from its end, or nobody could listen to a long menu (U).
    if (performance.playback.length === 0) startClock(scene, performance.running);
    if (settingsOf(action).dtmf) pressKeys(turn, call);
    return 'waiting';
  },
  on: {
    played: (scene, _id, silent) => {
      const running = runningInput(scene);
      if (silent && running.timer === undefined && !running.submitted) startClock(scene, running);
      return 'waiting';
    },
    key: (scene, key) => takeKey(scene, runningInput(scene), key),
    timeUp: (scene) => submit(scene, runningInput(scene), true),
    replied: () => 'done',
  },
};

// The handlers are called only while this action runs.
const runningInput = (scene: Scene): RunningInput =>
  scene.performance.running as RunningInput & { serial: number };

/** With speech on as well, `timeOut` counts only from the first key: else it would cut every speaker short (U). */
const startClock = ({ turn, call }: Scene, running: RunningInput): void => {
  const { dtmf, speech } = settingsOf(running.action);
  const keysDecide = dtmf !== undefined && (running.keys !== '' || speech === undefined);
  // An input that listens for nothing is over at once.
  const milliseconds = keysDecide ? dtmf.timeOutMs : (speech?.startTimeoutMs ?? 0);
  cancel(turn, call, running.timer);
  running.timer = schedule(turn, call, milliseconds, { do: 'action-time-up' });
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
  const sent = sendVoiceEvent(turn, call, {
    kind: 'input',
    leg,
    target: eventTarget(running.action),
    fields: inputWebhook.encode({
      kind: 'input',
      ...results(settingsOf(running.action), running.keys, timedOut),
      from: leg.from,
      to: leg.to,
      uuid: leg.uuid,
      conversation_uuid: call.conversation.id,
      timestamp: isoTime(turn.at),
    }),
    purpose: { for: 'action', action: serial },
  });
  if (sent) return 'waiting';
  complain(
    call,
    'an "input" had nowhere to send its result: no eventUrl, and the application has no event URL',
  );
  return 'done';
};

/** Both objects are always there (voice-webhooks.md §5.3, I); empty text for no keys is our choice (U). */
const results = ({ dtmf, speech }: Settings, keys: string, timedOut: boolean) => ({
  speech:
    speech === undefined
      ? { error: 'Speech was not enabled' }
      : keys !== ''
        ? { error: 'Speech overridden by DTMF' }
        : { timeout_reason: 'start_timeout', results: [] },
  dtmf: dtmf === undefined ? { digits: null, timed_out: false } : { digits: keys, timed_out: timedOut },
});
