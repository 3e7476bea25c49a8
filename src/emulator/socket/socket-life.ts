import { type CalleeNews, endCallee, isDialledByConnect, joinCallee } from '../callee.ts';
import { isLive } from '../leg-state.ts';
import { pickUpLeg } from '../legs.ts';
import { type Call, type Leg, legOfCall } from '../platform.ts';
import { complain, note, schedule, type Turn } from '../turn.ts';
import { reportStatus } from '../voice-events.ts';
import type { SocketNews } from './socket-news.ts';
import { beginTurns, quietNow, waitForQuiet } from './take-turns.ts';

type NewsOf<I extends SocketNews['is']> = Extract<SocketNews, { readonly is: I }>;

/** Something happened to the WebSocket of a leg. Gives what became of the leg, for the action that called it. */
export const takeSocketNews = (turn: Turn, call: Call, leg: Leg, news: SocketNews): CalleeNews => {
  // The last news of a socket lets its call be closed.
  if (news.is === 'failed' || news.is === 'closed') {
    call.openRequests -= 1;
    leg.onSocket = false;
  }
  switch (news.is) {
    case 'opened':
      opened(turn, call, leg, news);
      return undefined;
    case 'failed':
      return failed(turn, call, leg, news);
    case 'closed':
      return closed(turn, call, leg, news);
    case 'text': {
      const { is: _is, ...text } = news;
      note(turn, { name: 'socket-text', ...placeOf(call, leg), ...text });
      return undefined;
    }
    case 'sound':
      note(turn, { name: 'socket-sound', ...placeOf(call, leg), sound: news.sound });
      return undefined;
    case 'odd':
      complain(call, `WebSocket ${leg.to}: ${news.words}`);
      note(turn, { name: 'socket-odd', ...placeOf(call, leg), what: news.words });
      return undefined;
    case 'sounds':
    case 'quiet':
      if (isLive(leg) && isDialledByConnect(leg))
        (news.is === 'sounds' ? waitForQuiet : quietNow)(turn, call, leg);
      return undefined;
    default:
      return news satisfies never;
  }
};

const placeOf = (call: Call, leg: Leg) => ({ leg: leg.uuid, conversation: call.conversation.id });

const opened = (
  turn: Turn,
  call: Call,
  leg: Leg,
  { milliseconds, to, slowsDown }: NewsOf<'opened'>,
): void => {
  if (!isLive(leg)) return;
  const { contentType } = leg.socket!;
  note(turn, { name: 'socket-opened', ...placeOf(call, leg), url: to, contentType, milliseconds, slowsDown });
  pickUpLeg(turn, call, leg);
  joinCallee(turn, call, leg);
  if (leg.dialling)
    schedule(turn, call, leg.dialling.limitMs, { do: 'callee', leg: leg.uuid, what: 'limit' });
  if (isDialledByConnect(leg)) beginTurns(turn, call, leg);
};

/** Which failures Vonage calls `failed` and which `unanswered` is not documented: here a time-out is `unanswered` (U). */
const failed = (turn: Turn, call: Call, leg: Leg, { how, words }: NewsOf<'failed'>): CalleeNews => {
  if (!isLive(leg)) return undefined;
  note(turn, { name: 'socket-failed', ...placeOf(call, leg), url: leg.to, why: words });
  complain(call, `the WebSocket ${leg.to} could not be opened: ${words}`);
  return endCallee(turn, call, leg, { status: how === 'timed-out' ? 'unanswered' : 'failed' });
};

/**
 * The application has closed it: `disconnected`, whose reply may carry an NCCO also without `synchronous` (ncco.md §4,
 * S), and the end of the leg. When the platform closed it the leg has ended before, without a `disconnected`.
 */
const closed = (
  turn: Turn,
  call: Call,
  leg: Leg,
  { by, code, reason, sound, audio }: NewsOf<'closed'>,
): CalleeNews => {
  note(turn, { name: 'socket-closed', ...placeOf(call, leg), by, code, reason, sound, audio });
  if (!isLive(leg)) return undefined;
  const { dialling } = leg;
  // Who was parted from it by the Voice API does not wait for it any more.
  const isConnected = isDialledByConnect(leg) && legOfCall(call, leg.dialling!.by) !== undefined;
  const reported = reportStatus(turn, call, leg, 'disconnected', {
    ...(dialling && isConnected && { purpose: { for: 'action', action: dialling.action } as const }),
  });
  const news = endCallee(turn, call, leg, { status: 'completed', by: 'user' });
  return news && { ...news, awaitReply: reported && isConnected };
};
