import { announcementOver } from './announce.ts';
import { arrive, askForNcco, joinCaller, ringAtCaller } from './arrive.ts';
import { besideOver } from './beside.ts';
import { takeClientNews } from './client/client-session.ts';
import type { Effect } from './effect.ts';
import { isErrand } from './errand.ts';
import { followCallee } from './follow-callee.ts';
import { patienceOver } from './give-up.ts';
import { hangUpCall } from './hang-up.ts';
import type { AudioLength, Input, Outcome } from './input.ts';
import { billLeg } from './leg-events.ts';
import { isLive } from './leg-state.ts';
import { liveOn } from './live-on.ts';
import {
  actionTimeUp,
  calleeEnded,
  conversationOver,
  keyPressed,
  playbackOver,
  speechBegins,
} from './perform.ts';
import { showSilence, unusedReactions } from './person.ts';
import { type Call, type Leg, legOfCall, type Platform, rootLeg } from './platform.ts';
import { recordingReady, recordingTimeUp, transcriptReady } from './recordings.ts';
import { takeReply } from './replies.ts';
import { answerRest } from './rest/rest.ts';
import { unusedCallees } from './script-for.ts';
import { send } from './send.ts';
import { keyCue, letLegHear } from './socket/socket-hears.ts';
import { takeSocketNews } from './socket/socket-life.ts';
import type { SocketNews } from './socket/socket-news.ts';
import { takeTurn } from './socket/take-turns.ts';
import { streamMeasured } from './stream-length.ts';
import type { Task } from './task.ts';
import { complain, note, type Turn } from './turn.ts';
import { moveUser, moveUsers, unusedMoves } from './user-moves.ts';

/**
 * The platform as a machine: one thing happens, and the platform says what it wants done. Pure but for `platform`,
 * which is consumed. The same seed and the same inputs give the same effects.
 */
export type Step = (platform: Platform, input: Input) => readonly [Platform, readonly Effect[]];

export const step: Step = (platform, input) => {
  const turn: Turn = { platform, at: input.at, effects: [] };
  const call = takeIn(turn, input);
  if (call) closeIfSettled(turn, call);
  return [platform, turn.effects];
};

/** Gives the call that was concerned. */
const takeIn = (turn: Turn, input: Input): Call | undefined => {
  switch (input.type) {
    case 'call-arrives':
      arrive(turn, input);
      return undefined;
    case 'wake':
      return wake(turn, input.timer);
    case 'reply':
      return reply(turn, input.request, input.outcome);
    case 'audio-measured':
      return measured(turn, input.request, input.length);
    case 'hang-up':
      return hangUp(turn, input.leg);
    case 'socket':
      return socketNews(turn, input.leg, input.news);
    case 'client':
      takeClientNews(turn, input.news);
      return undefined;
    case 'rest':
      answerRest(turn, input.request);
      return turn.touched;
    case 'users-move':
      moveUsers(turn, input.states, input.why);
      return undefined;
    default:
      return input satisfies never;
  }
};

const wake = (turn: Turn, timer: string): Call | undefined => {
  const pending = turn.platform.timers.get(timer);
  const call = pending && turn.platform.calls.get(pending.call);
  // A wake that was cancelled while it was on its way.
  if (pending === undefined || call === undefined) return undefined;
  turn.platform.timers.delete(timer);
  call.timers.delete(timer);
  perform(turn, call, pending.task, timer);
  return call;
};

const perform = (turn: Turn, call: Call, task: Task, timer: string): void => {
  switch (task.do) {
    case 'ring':
      ringAtCaller(turn, call);
      break;
    case 'join-caller':
      joinCaller(turn, call);
      break;
    case 'ask-answer':
      askForNcco(turn, call);
      break;
    case 'presses':
      withLeg(call, task.leg, (leg) => keyPressed(turn, call, leg, task.key));
      break;
    case 'speaks':
      withLeg(call, task.leg, (leg) => speechBegins(turn, call, leg, task.saying));
      break;
    case 'sends-key':
      withLeg(call, task.leg, (leg) => letLegHear(turn, leg, keyCue(task.key)));
      break;
    case 'falls-silent':
      withLeg(call, task.leg, (leg) => showSilence(turn, call, leg));
      break;
    case 'move-user':
      moveUser(turn, call, task.user, task.state);
      break;
    case 'caller-hangs-up':
      hangUpCall(turn, call, 'user');
      break;
    case 'caller-gives-up':
      patienceOver(turn, call, task.why, timer);
      break;
    case 'end-overlong-call':
      complain(call, 'the call lasted two hours; the emulator ended it');
      hangUpCall(turn, call, 'platform');
      break;
    case 'playback-over':
      withLeg(call, task.leg, (leg) => playbackOver(turn, call, leg));
      break;
    case 'beside-over':
      withLeg(call, task.leg, (leg) => besideOver(turn, call, leg, task.is));
      break;
    case 'action-time-up':
      withLeg(call, task.leg, (leg) => actionTimeUp(turn, call, leg));
      break;
    case 'recording-ready':
      recordingReady(turn, call, task.recording);
      break;
    case 'transcript-ready':
      transcriptReady(turn, call, task.recording);
      break;
    case 'conversation-over':
      conversationOver(turn, call, task.conversation);
      break;
    case 'recording-time-up':
      recordingTimeUp(turn, call, task.conversation);
      break;
    case 'announcement-over':
      announcementOver(turn, call, task.conversation, task.id);
      break;
    case 'callee':
      withLeg(call, task.leg, (leg) => liveOn(turn, call, leg, task.what));
      break;
    case 'send':
      send(turn, call, task.webhook, task.request);
      break;
    case 'socket-turn':
      withLeg(call, task.leg, (leg) => takeTurn(turn, call, leg));
      break;
    case 'bill':
      withLeg(call, task.leg, (leg) => billLeg(turn, call, leg));
      break;
    default:
      task satisfies never;
  }
};

const withLeg = (call: Call, uuid: string, act: (leg: Leg) => void): void => {
  const leg = legOfCall(call, uuid);
  if (leg) act(leg);
};

const reply = (turn: Turn, id: string, outcome: Outcome): Call | undefined => {
  const request = turn.platform.requests.get(id);
  const call = request && turn.platform.calls.get(request.call);
  if (request === undefined || call === undefined) return undefined;
  turn.platform.requests.delete(id);
  call.openRequests -= 1;
  takeReply(turn, call, request, outcome);
  return call;
};

const measured = (turn: Turn, id: string, length: AudioLength): Call | undefined => {
  const pending = turn.platform.measurements.get(id);
  const call = pending && turn.platform.calls.get(pending.call);
  if (pending === undefined || call === undefined) return undefined;
  turn.platform.measurements.delete(id);
  call.openRequests -= 1;
  withLeg(call, pending.leg, (leg) => streamMeasured(turn, call, leg, pending.playback, length));
  return call;
};

/** Somebody hangs up: the caller ends the call, anybody else only their own leg. */
const hangUp = (turn: Turn, uuid: string): Call | undefined => {
  const call = turn.platform.legs.get(uuid);
  const leg = call && legOfCall(call, uuid);
  if (call === undefined || leg === undefined || !isLive(leg)) return undefined;
  if (leg.direction === 'inbound') hangUpCall(turn, call, 'user');
  else liveOn(turn, call, leg, leg.answeredAt === undefined ? 'reject' : 'hang-up');
  return call;
};

const socketNews = (turn: Turn, uuid: string, news: SocketNews): Call | undefined => {
  const call = turn.platform.legs.get(uuid);
  const leg = call && legOfCall(call, uuid);
  if (call === undefined || leg === undefined) return undefined;
  calleeEnded(turn, call, takeSocketNews(turn, call, leg, news));
  followCallee(turn, call, leg);
  return call;
};

/** A call is closed when nothing of it is under way: no leg, no timer, no webhook. */
const closeIfSettled = (turn: Turn, call: Call): void => {
  if (!call.over || call.openRequests > 0 || call.timers.size > 0) return;
  turn.platform.calls.delete(call.number);
  if (isErrand(call)) return;
  for (const leg of call.legs) turn.platform.legs.delete(leg.uuid);
  const problem = call.problems.length === 0 ? undefined : call.problems.join('; ');
  note(turn, { name: 'call-ended', call: call.id, conversation: call.conversation.id, problem });
  const completed = rootLeg(call).status === 'completed';
  const unused = [...unusedReactions(call), ...unusedCallees(turn.platform, call), ...unusedMoves(call)];
  turn.effects.push({ do: 'close-call', call: call.id, problems: call.problems, unused, completed });
};
