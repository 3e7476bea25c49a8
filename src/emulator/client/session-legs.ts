import { invitationOf } from '../client-events.ts';
import { isLive } from '../leg-state.ts';
import type { Call, Leg } from '../platform.ts';
import { schedule, type Turn } from '../turn.ts';
import type { ClientSession } from './client-session.ts';

/**
 * Invites a session that has just begun to the calls that ring at its user: a push may have opened the app, or it is one
 * device more (that a later session hears of them is a guess, U).
 */
export const inviteAgain = (turn: Turn, { id, user }: ClientSession): void => {
  for (const [call, leg] of legsFor(turn)) {
    if (leg.member.user.id !== user || leg.member.state !== 'invited' || !isLive(leg)) continue;
    const event = invitationOf(call.conversation, leg.member);
    if (event) turn.effects.push({ do: 'tell-client', user, session: id, event });
  }
};

/** What a session called or took ends with it: nobody is there any more. */
export const endLegsOfSession = (turn: Turn, { id }: ClientSession): void => {
  for (const [call, leg] of legsFor(turn)) {
    if (leg.app?.session !== id || !isLive(leg)) continue;
    const end =
      leg.direction === 'inbound'
        ? ({ do: 'caller-hangs-up' } as const)
        : ({ do: 'callee', leg: leg.uuid, what: 'hang-up' } as const);
    schedule(turn, call, 0, end);
  }
};

/** Every leg of an app, with its call. */
const legsFor = ({ platform }: Turn): readonly (readonly [Call, Leg])[] =>
  [...platform.calls.values()].flatMap((call) =>
    call.legs.filter(({ app }) => app !== undefined).map((leg) => [call, leg] as const),
  );
