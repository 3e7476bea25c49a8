import type { ActionName, ActionOf, Ncco } from '../vonage/ncco.ts';
import { connect } from './actions/connect.ts';
import { conversation } from './actions/conversation.ts';
import { input } from './actions/input.ts';
import { notify } from './actions/notify.ts';
import type { Perform, Progress, Scene } from './actions/perform.ts';
import { record } from './actions/record.ts';
import { stream } from './actions/stream.ts';
import { talk } from './actions/talk.ts';
import { transfer } from './actions/transfer.ts';
import { wait } from './actions/wait.ts';
import type { CalleeNews } from './callee.ts';
import { showKey } from './caller.ts';
import { hangUpCall } from './hang-up.ts';
import { answerLeg } from './legs.ts';
import type { Running } from './performance.ts';
import { type Call, rootLeg } from './platform.ts';
import { finishPlayback, interruptPlayback } from './playback.ts';
import { stopRecording } from './recordings.ts';
import { cancel, complain, note, type Turn } from './turn.ts';

const PERFORMED: { readonly [N in ActionName]: Perform<N> } = {
  record,
  conversation,
  connect,
  talk,
  stream,
  input,
  notify,
  wait,
  transfer,
};

/**
 * Where a call goes round without time passing, for instance a `notify` whose reply is the same NCCO again, virtual
 * time would never end it. No sensible call has so many actions.
 */
const MOST_ACTIONS = 2000;

/** Begins an NCCO on the caller's leg; what ran before is dropped, with its timers. */
export const performNcco = (turn: Turn, call: Call, ncco: Ncco): void => {
  dropPerformance(turn, call);
  call.performance = { ncco, next: 0, running: undefined, playback: [] };
  goOn(turn, call);
};

const dropPerformance = (turn: Turn, call: Call): void => {
  const running = call.performance?.running;
  if (running?.is === 'input' || running?.is === 'record') cancel(turn, call, running.timer);
  if (running !== undefined && 'patience' in running) cancel(turn, call, running.patience);
  if (running?.is === 'record') {
    stopRecording(turn, call, running.recording);
  }
  for (const playback of call.performance?.playback ?? []) cancel(turn, call, playback.timer);
  call.performance = undefined;
};

/** Begins actions until one waits; hangs up when the list is used up and nothing plays any more (ncco.md §1 row 4). */
const goOn = (turn: Turn, call: Call): void => {
  const { performance } = call;
  if (performance === undefined) return;
  for (;;) {
    performance.running = undefined;
    const action = performance.ncco[performance.next];
    if (action === undefined) break;
    performance.next += 1;
    if (beginAction(turn, call, action) === 'waiting') return;
  }
  if (performance.playback.length > 0) performance.running = { serial: 0, is: 'fade-out' };
  else hangUpCall(turn, call, 'platform');
};

const beginAction = <N extends ActionName>(turn: Turn, call: Call, action: ActionOf<N>): Progress => {
  // `action.action` is the N of the row that is looked up.
  const perform = PERFORMED[action.action as N];
  if (call.actionsEver >= MOST_ACTIONS) {
    complain(call, `the call began ${MOST_ACTIONS} actions; the emulator ended it`);
    hangUpCall(turn, call, 'platform');
    return 'waiting';
  }
  const leg = rootLeg(call);
  note(turn, {
    name: 'action-started',
    leg: leg.uuid,
    conversation: call.conversation.id,
    action: action.action,
    summary: perform.summary(action),
  });
  if (perform.needsMedia && leg.answeredAt === undefined) answerLeg(turn, call, leg);
  call.actionsEver += 1;
  return perform.begin(sceneOf(turn, call, call.actionsEver), action);
};

const sceneOf = (turn: Turn, call: Call, serial: number): Scene => ({
  turn,
  call,
  leg: rootLeg(call),
  // Asked for only while an NCCO runs.
  performance: call.performance!,
  serial,
});

/** Asks the running action what something means to it, and goes on when it is done. */
const tell = (
  turn: Turn,
  call: Call,
  ask: (perform: Perform<ActionName>, scene: Scene) => Progress | undefined,
): void => {
  const running = call.performance?.running;
  if (running === undefined || running.is === 'fade-out') return;
  const perform = PERFORMED[running.is] as Perform<ActionName>;
  if (ask(perform, sceneOf(turn, call, running.serial)) === 'done') goOn(turn, call);
};

export const actionTimeUp = (turn: Turn, call: Call): void =>
  tell(turn, call, (perform, scene) => perform.on?.timeUp?.(scene));

export const playbackOver = (turn: Turn, call: Call): void => {
  const finished = finishPlayback(turn, call);
  if (finished) heard(turn, call, finished.id);
};

const heard = (turn: Turn, call: Call, id: string): void => {
  const silent = call.performance?.playback.length === 0;
  if (call.performance?.running?.is === 'fade-out') {
    if (silent) hangUpCall(turn, call, 'platform');
  } else {
    tell(turn, call, (perform, scene) => perform.on?.played?.(scene, id, silent));
  }
};

/** The caller pressed a key: it stops what has `bargeIn`, and the running action hears it. */
export const keyPressed = (turn: Turn, call: Call, key: string): void => {
  showKey(turn, call, key);
  const stopped = interruptPlayback(turn, call);
  for (const { id } of stopped) heard(turn, call, id);
  tell(turn, call, (perform, scene) => perform.on?.key?.(scene, key));
};

/** News of a leg that was called. */
export const calleeEnded = (turn: Turn, call: Call, news: CalleeNews): void => {
  if (news) tell(turn, call, (perform, scene) => perform.on?.legEnded?.(scene, news.ended, news.awaitReply));
};

/** The conversation has ended while the call was in it; a call that has moved on does not mind. */
export const conversationOver = (turn: Turn, call: Call, conversation: string): void => {
  if (call.conversation.id === conversation)
    tell(turn, call, (perform, scene) => perform.on?.conversationOver?.(scene));
};

/** True while this very action runs: else its reply comes too late to count. */
export const isRunning = (call: Call, serial: number): boolean => {
  const running: Running | undefined = call.performance?.running;
  return running !== undefined && running.serial === serial;
};

/** The running action's webhook is settled without an NCCO. */
export const replyBroughtNothing = (turn: Turn, call: Call): void =>
  tell(turn, call, (perform, scene) => perform.on?.replied?.(scene));
