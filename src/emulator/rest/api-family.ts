import { proxyRefusal } from './calls/voice-refusal.ts';
import { clientPathOf } from './client/client-path.ts';
import { conversationProblem } from './conversations/conversation-problem.ts';
import { problemBody, type RestReply } from './problem.ts';

/** The APIs differ in what they want to be shown and in how they refuse. */
export type ApiFamily = 'account' | 'voice' | 'conversation';

/** Beginnings of paths; what is not listed is not emulated. */
const ROOTS: readonly (readonly [root: string, family: ApiFamily])[] = [
  ['/v2/applications', 'account'],
  ['/account', 'account'],
  ['/number', 'account'],
  ['/v1/calls', 'voice'],
  ['/v1/users', 'conversation'],
  ['/v1/conversations', 'conversation'],
];

/** Which API a path belongs to; undefined when the emulator has none there. */
export const familyOf = (path: string): ApiFamily | undefined =>
  clientPathOf(path) === undefined
    ? ROOTS.find(([root]) => path === root || path.startsWith(`${root}/`))?.[1]
    : 'conversation';

/** 401 in the words of the API (voice-api.md §10, rtc-events.md §7, applications-api.md §1.2). */
export const unauthorized = (family: ApiFamily, instance: string, why: string): RestReply => {
  switch (family) {
    case 'account':
      return { ...problemBody('unauthorized', instance), why };
    case 'voice':
      return proxyRefusal(401, why);
    case 'conversation':
      return { ...conversationProblem('system:error:invalid-token', instance), why };
    default:
      return family satisfies never;
  }
};

/** 403 of an application's token that may not go there; no source shows the Voice API's (U). */
export const forbidden = (family: Exclude<ApiFamily, 'account'>, instance: string, why: string): RestReply =>
  family === 'voice'
    ? proxyRefusal(403, why)
    : { ...conversationProblem('system:error:permission', instance), why };
