import type { ApplicationId, CallUuid, UserId } from '../../vonage/ids.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { WhyElsewhere } from '../../vonage/platform-event.ts';
import { nextUuid } from '../random.ts';
import { note, type Turn } from '../turn.ts';
import { tellingMove } from '../user-state.ts';
import { userNamed, usersOf } from '../users.ts';
import { countSession } from './app-of-user.ts';
import { endLegsOfSession, inviteAgain } from './session-legs.ts';

/** A user who is logged in by the Client SDK: one of its sessions, on one device (client-sdk.md §3). */
export interface ClientSession {
  readonly id: string;
  readonly application: ApplicationId;
  readonly user: UserId;
}

/** What happens to the Client SDK of a user. */
export type ClientNews =
  | {
      readonly is: 'logs-in';
      readonly application: ApplicationId;
      /** By name, as `sub` of the token has it. */
      readonly user: string;
      /** Name and version of the SDK, as it tells them. */
      readonly sdk: string | undefined;
    }
  /** It has been told that it is in, and can hear. */
  | { readonly is: 'hears'; readonly session: string }
  /** Somebody who wanted to log in was told something else, and why. */
  | {
      readonly is: 'was-refused';
      readonly user: string | undefined;
      readonly refusal: string;
      readonly why: string;
    }
  /** The connection is lost, and may come back for so many seconds; or it has. */
  | { readonly is: 'loses-connection' | 'is-back'; readonly session: string; readonly within: number }
  /** `deleteSession()`; the token's time is over; or the connection was lost, and did not come back in time. */
  | { readonly is: SessionEnd; readonly session: string };

type SessionEnd = 'logs-out' | 'expires' | 'is-lost';

/** What a login gets, to be told at once. */
export type LoginEffect =
  | {
      readonly do: 'open-session';
      readonly session: string;
      readonly user: UserId;
      readonly name: string;
    }
  /** The application has no such user. */
  | { readonly do: 'refuse-session'; readonly why: string };

/** An event on its way to the Client SDK sockets of a user, or to one of them. */
export interface TellClient {
  readonly do: 'tell-client';
  readonly user: UserId;
  readonly session?: string;
  /** In the form that goes over the socket (client-sdk.md §3). */
  readonly event: JsonObject;
}

/** The leg of a user is over, and so are its media, after all that its app is told of that. Nothing to do when it had none. */
export interface CloseMedia {
  readonly do: 'close-media';
  readonly leg: CallUuid;
}

/** Of the users whom an unknown one might have been meant for. */
const NAMED = 20;

export const takeClientNews = (turn: Turn, news: ClientNews): void => {
  switch (news.is) {
    case 'logs-in':
      logIn(turn, news);
      return;
    case 'hears':
      withSession(turn, news.session, (session) => inviteAgain(turn, session));
      return;
    case 'was-refused': {
      const { user, refusal, why } = news;
      note(turn, { name: 'client-refused', user, refusal, why, conversation: undefined });
      return;
    }
    case 'loses-connection':
    case 'is-back':
      withSession(turn, news.session, ({ id, user }) =>
        note(turn, {
          name: 'client-connection',
          is: news.is === 'is-back' ? 'back' : 'lost',
          user: nameOf(turn, user),
          session: id,
          within: news.within,
          conversation: undefined,
        }),
      );
      return;
    case 'logs-out':
    case 'expires':
    case 'is-lost':
      withSession(turn, news.session, (session) => logOut(turn, session, news.is));
      return;
    default:
      news satisfies never;
  }
};

const withSession = (turn: Turn, id: string, act: (session: ClientSession) => void): void => {
  const session = turn.platform.sessions.get(id);
  if (session) act(session);
};

const logIn = (
  turn: Turn,
  { application, user: name, sdk }: Extract<ClientNews, { is: 'logs-in' }>,
): void => {
  const { platform } = turn;
  const user = userNamed(platform, application, name);
  if (user === undefined) {
    const known = usersOf(platform, application).map((one) => one.name);
    const who = known.length === 0 ? 'it has none' : `it has ${known.slice(0, NAMED).join(', ')}`;
    turn.effects.push({ do: 'refuse-session', why: `the application has no user "${name}": ${who}` });
    return;
  }
  const session = { id: nextUuid(platform.random), application, user: user.id };
  platform.sessions.set(session.id, session);
  turn.effects.push({ do: 'open-session', session: session.id, user: user.id, name });
  note(turn, { name: 'client-logged-in', user: name, session: session.id, sdk, conversation: undefined });
  tellingMove(turn, user, { why: 'logged-in' }, () => {
    countSession(platform, user.id, 1);
    // Whoever logs in has the app open.
    platform.userStates.delete(user.id);
  });
};

const WHY_GONE = {
  'logs-out': 'logged-out',
  expires: 'token-expired',
  'is-lost': 'connection-lost',
} as const satisfies Record<SessionEnd, WhyElsewhere>;

const nameOf = ({ platform }: Turn, user: UserId): string => platform.users.get(user)?.name ?? '';

const logOut = (turn: Turn, session: ClientSession, how: SessionEnd): void => {
  const { platform } = turn;
  const { id, user } = session;
  platform.sessions.delete(id);
  tellingMove(turn, { id: user, name: nameOf(turn, user) }, { why: WHY_GONE[how] }, () =>
    countSession(platform, user, -1),
  );
  endLegsOfSession(turn, session);
};
