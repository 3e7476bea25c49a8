import type { ActionName, ActionOf, Ncco } from '../vonage/ncco.ts';
import { connect } from './actions/connect.ts';
import { input } from './actions/input.ts';
import { notify } from './actions/notify.ts';
import type { Perform, Progress, Scene } from './actions/perform.ts';
import { stream } from './actions/stream.ts';
import { talk } from './actions/talk.ts';
import { wait } from './actions/wait.ts';
import { type CalleeNews, endByPlatform, endCallee, joinCallee } from './callee.ts';
import { hangUpCall } from './hang-up.ts';
import { passToListener } from './input-event.ts';
import { isLive } from './leg-state.ts';
import { answerLeg } from './legs.ts';
import type { Performance } from './performance.ts';
import { showKey, showSpeech } from './person.ts';
import { type Call, type Leg, legOfCall, rootLeg } from './platform.ts';
import { finishPlayback, interruptPlayback } from './playback.ts';
import type { Saying } from './script.ts';
import { cancel, complain, note, type Turn } from './turn.ts';

/** What this emulator performs. The other actions are named as missing and passed over. */
const PERFORMED: { readonly [N in ActionName]?: Perform<N> } = { talk, stream, input, connect, notify, wait };

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
  leg.performance = { ncco, next: 0, whenOver, running: undefined, playback: [] };
  goOn(turn, call, leg);
};

const dropPerformance = (turn: Turn, call: Call, leg: Leg): void => {
  const running = leg.performance?.running;
  if (running?.is === 'input') cancel(turn, call, running.timer);
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
  const perform = PERFORMED[action.action as N] as Perform<N> | undefined;
  if (perform === undefined) {
    complain(call, `this emulator does not run "${action.action}" yet`);
    return 'done';
  }
  if (call.actionsEver >= MOST_ACTIONS) {
    complain(call, `the call began ${MOST_ACTIONS} actions; the emulator ended it`);
    hangUpCall(turn, call, 'platform');
    return 'waiting';
  }
  note(turn, {
    name: 'action-started',
    leg: leg.uuid,
    conversation: call.conversation.id,
    action: action.action,
    summary: perform.summary(action),
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
  const perform = PERFORMED[running.is] as Perform<ActionName> | undefined;
  const scene = { turn, call, leg, performance, serial: running.serial };
  if (perform && ask(perform, scene) === 'done') goOn(turn, call, leg);
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

/** The leg on which this very action runs; undefined when it is over, so that its reply comes too late to count. */
export const legThatRuns = (call: Call, serial: number): Leg | undefined =>
  call.legs.find((leg) => leg.performance?.running?.serial === serial);

/** The webhook of an action that runs on this leg is settled without an NCCO. */
export const replyBroughtNothing = (turn: Turn, call: Call, leg: Leg): void =>
  tell(turn, call, leg, (perform, scene) => perform.on?.replied?.(scene));
