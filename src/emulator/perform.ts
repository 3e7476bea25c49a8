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
import { type CalleeNews, endByPlatform, endCallee, joinCallee } from './callee.ts';
import { plainParticipant } from './conversation.ts';
import { hangUpCall } from './hang-up.ts';
import { passToListener } from './input-event.ts';
import { isLive } from './leg-state.ts';
import { answerLeg } from './legs.ts';
import { moveCall } from './move.ts';
import type { Performance } from './performance.ts';
import { showKey, showSpeech, timeToSay } from './person.ts';
import { type Call, type Leg, legOfCall, rootLeg } from './platform.ts';
import { finishPlayback, interruptPlayback } from './playback.ts';
import { hearInRecordings, stopRecording } from './recordings.ts';
import type { Saying } from './script.ts';
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

/** Begins an NCCO on a leg; what ran there before is dropped, with its timers. */
export const performNcco = (
  turn: Turn,
  call: Call,
  leg: Leg,
  ncco: Ncco,
  whenOver: Performance['whenOver'] = leg.performance?.whenOver ?? 'hang-up',
): void => {
  dropPerformance(turn, call, leg);
  // A call that does something else takes part no longer: machine detection may reply while it is in a conversation.
  if (leg === rootLeg(call) && call.conversation !== call.home)
    moveCall(turn, call, call.home, plainParticipant());
  leg.performance = { ncco, next: 0, whenOver, running: undefined, playback: [] };
  goOn(turn, call, leg);
};

const dropPerformance = (turn: Turn, call: Call, leg: Leg): void => {
  const running = leg.performance?.running;
  if (running !== undefined && 'timer' in running) cancel(turn, call, running.timer);
  if (running !== undefined && 'patience' in running) cancel(turn, call, running.patience);
  if (running?.is === 'record') stopRecording(turn, call, running.recording);
  for (const playback of leg.performance?.playback ?? []) cancel(turn, call, playback.timer);
  leg.performance = undefined;
};

/** Begins actions until one waits; the list is over when it is used up and nothing plays any more (ncco.md §1 row 4). */
const goOn = (turn: Turn, call: Call, leg: Leg): void => {
  const { performance } = leg;
  if (performance === undefined) return;
  for (;;) {
    performance.running = undefined;
    const action = performance.ncco[performance.next];
    if (action === undefined) break;
    performance.next += 1;
    if (beginAction(turn, call, leg, performance, action) === 'waiting') return;
  }
  if (performance.playback.length > 0) performance.running = { serial: 0, is: 'fade-out' };
  else finish(turn, call, leg, performance);
};

const finish = (turn: Turn, call: Call, leg: Leg, { whenOver }: Performance): void => {
  leg.performance = undefined;
  if (whenOver === 'join') joinCallee(turn, call, leg);
  else hangUpLeg(turn, call, leg, 'platform');
};

/** Ends a leg from outside its script: the caller's ends the call, any other only itself and what it called. */
export const hangUpLeg = (turn: Turn, call: Call, leg: Leg, by: 'platform' | 'user'): void => {
  if (leg === rootLeg(call)) hangUpCall(turn, call, by);
  else if (isLive(leg)) calleeEnded(turn, call, endCallee(turn, call, leg, endByPlatform(leg)));
};

const beginAction = <N extends ActionName>(
  turn: Turn,
  call: Call,
  leg: Leg,
  performance: Performance,
  action: ActionOf<N>,
): Progress => {
  // `action.action` is the N of the row that is looked up.
  const perform = PERFORMED[action.action as N];
  if (call.actionsEver >= MOST_ACTIONS) {
    complain(call, `the call began ${MOST_ACTIONS} actions; the emulator ended it`);
    hangUpCall(turn, call, 'platform');
    return 'waiting';
  }
  note(turn, {
    name: 'action-started',
    call: call.id,
    leg: leg.uuid,
    conversation: call.conversation.id,
    action: action.action,
    summary: perform.summary(action),
    performs: action,
  });
  if (perform.needsMedia && leg.answeredAt === undefined) answerLeg(turn, call, leg);
  call.actionsEver += 1;
  return perform.begin({ turn, call, leg, performance, serial: call.actionsEver }, action);
};

/** Asks the action that runs on a leg what something means to it, and goes on when it is done. */
const tell = (
  turn: Turn,
  call: Call,
  leg: Leg,
  ask: (perform: Perform<ActionName>, scene: Scene) => Progress | undefined,
): void => {
  const { performance } = leg;
  const running = performance?.running;
  if (performance === undefined || running === undefined || running.is === 'fade-out') return;
  const perform = PERFORMED[running.is] as Perform<ActionName>;
  const scene = { turn, call, leg, performance, serial: running.serial };
  if (ask(perform, scene) === 'done') goOn(turn, call, leg);
};

export const actionTimeUp = (turn: Turn, call: Call, leg: Leg): void =>
  tell(turn, call, leg, (perform, scene) => perform.on?.timeUp?.(scene));

export const playbackOver = (turn: Turn, call: Call, leg: Leg): void => {
  const finished = finishPlayback(turn, call, leg);
  if (finished) heard(turn, call, leg, finished.id);
};

const heard = (turn: Turn, call: Call, leg: Leg, id: string): void => {
  const { performance } = leg;
  const silent = performance?.playback.length === 0;
  if (performance?.running?.is === 'fade-out') {
    if (silent) finish(turn, call, leg, performance);
  } else {
    tell(turn, call, leg, (perform, scene) => perform.on?.played?.(scene, id, silent));
  }
};

/** Somebody pressed a key: it stops what has `bargeIn`, and whoever listens there hears it. */
export const keyPressed = (turn: Turn, call: Call, leg: Leg, key: string): void => {
  showKey(turn, call, leg, key);
  passToListener(turn, call, leg, key);
  interrupt(turn, call, leg);
  tell(turn, call, leg, (perform, scene) => perform.on?.key?.(scene, key));
};

/** Somebody begins to speak, which stops what has `bargeIn` as well. */
export const speechBegins = (turn: Turn, call: Call, leg: Leg, saying: Saying): void => {
  showSpeech(turn, call, leg, saying);
  hearInRecordings(turn, call, saying.text, timeToSay(saying));
  interrupt(turn, call, leg);
  tell(turn, call, leg, (perform, scene) => perform.on?.speech?.(scene, saying));
};

const interrupt = (turn: Turn, call: Call, leg: Leg): void => {
  for (const { id } of interruptPlayback(turn, call, leg)) heard(turn, call, leg, id);
};

/** News of a leg that was called, for the leg whose `connect` called it. */
export const calleeEnded = (turn: Turn, call: Call, news: CalleeNews): void => {
  const by = news?.ended.dialling && legOfCall(call, news.ended.dialling.by);
  if (by && news)
    tell(turn, call, by, (perform, scene) => perform.on?.legEnded?.(scene, news.ended, news.awaitReply));
};

/** The conversation has ended while the call was in it; a call that has moved on does not mind. */
export const conversationOver = (turn: Turn, call: Call, ended: string): void => {
  if (call.conversation.id === ended)
    tell(turn, call, rootLeg(call), (perform, scene) => perform.on?.conversationOver?.(scene));
};

/** The leg on which this very action runs; undefined when it is over, so that its reply comes too late to count. */
export const legThatRuns = (call: Call, serial: number): Leg | undefined =>
  call.legs.find((leg) => leg.performance?.running?.serial === serial);

/** The webhook of an action that runs on this leg is settled without an NCCO. */
export const replyBroughtNothing = (turn: Turn, call: Call, leg: Leg): void =>
  tell(turn, call, leg, (perform, scene) => perform.on?.replied?.(scene));
