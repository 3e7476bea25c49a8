import type { UserId } from '../../vonage/ids.ts';
import { inviteApp } from '../client-events.ts';
import { isLive } from '../leg-state.ts';
import type { Call, Leg } from '../platform.ts';
import { schedule, type Turn } from '../turn.ts';
import type { ClientSession } from './client-session.ts';

/**
 * Invites a session that has just begun to the calls that ring at its user: a push may have opened the app, or it is one
 * device more (that a later session hears of them is a guess, U).
 */
export const inviteAgain = (turn: Turn, { id, user }: ClientSession): void => {
  for (const [call, leg] of ringingAt(turn, user)) if (leg.app) inviteApp(turn, call.conversation, leg, id);
};

/** Invites a user whose app comes to the front to the calls that ring there, and were pushed, or told to nobody. */
export const inviteUnheard = (turn: Turn, user: UserId): void => {
  for (const [call, leg] of ringingAt(turn, user))
    if (!leg.isHeardOf) inviteApp(turn, call.conversation, leg);
};

/** What a session called or took ends with it: nobody is there any more. What it had only begun to take rings on at the others. */
export const endLegsOfSession = (turn: Turn, { id }: ClientSession): void => {
  for (const [call, leg] of legsFor(turn)) {
    if (leg.app?.session !== id || !isLive(leg)) continue;
    if (isRinging(leg)) {
      leg.app.session = undefined;
      continue;
    }
    const end =
      leg.direction === 'inbound'
        ? ({ do: 'caller-hangs-up' } as const)
        : ({ do: 'callee', leg: leg.uuid, what: 'hang-up' } as const);
    schedule(turn, call, 0, end);
  }
};

/** The legs to a user that ring, with their calls. */
const ringingAt = (turn: Turn, user: UserId): readonly (readonly [Call, Leg])[] =>
  legsFor(turn).filter(
    ([, leg]) =>
      leg.member.user.id === user && leg.member.state === 'invited' && isRinging(leg) && isLive(leg),
  );

/** Who took a call may not be in the conversation yet: `onAnswer` comes first. */
const isRinging = ({ direction, answeredAt }: Leg): boolean =>
  direction === 'outbound' && answeredAt === undefined;

/** Every leg that leads to an app, with its call. */
const legsFor = ({ platform }: Turn): readonly (readonly [Call, Leg])[] =>
  [...platform.calls.values()].flatMap((call) =>
    call.legs.filter(({ channel }) => channel === 'app').map((leg) => [call, leg] as const),
  );
