import { randomUUID } from 'node:crypto';
import type { ClientNews, LoginEffect } from '../../emulator/client/client-session.ts';
import type { Fault } from '../../emulator/fault.ts';
import type { RestRequest } from '../../emulator/input.ts';
import type { Platform } from '../../emulator/platform.ts';
import type { StoredFile } from '../../emulator/recording.ts';
import type { RestReply } from '../../emulator/rest/problem.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { SocketNews } from '../../emulator/socket/socket-news.ts';
import { type UserState, userStates } from '../../emulator/user-state.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import type { DoorKeys } from './authorize.ts';
import type { ClientSockets } from './client/client-sockets.ts';
import type { ClientMedia } from './client/media/client-media.ts';
import type { EmulatorOptions } from './host.ts';
import { withFile } from './keep-push.ts';
import { leavesSomething } from './keep-state.ts';
import { refusedCall } from './refused-call.ts';
import type { PromptEffect, TimelineOptions } from './run-platform.ts';
import type { CallOutcome, CallScript } from './running-emulator.ts';
import type { Sockets } from './socket/open-sockets.ts';
import { createTimeline } from './timeline.ts';

export type Callees = Readonly<Record<string, CalleeScript>>;

/** What the API asks of the host. */
export interface HostDesk extends DoorKeys {
  readonly seed: string;
  readonly hasRateLimits: boolean;
  readonly monotonic: () => number;
  readonly newTraceId: () => string;
  readonly callees: () => Callees;
  readonly setCallees: (callees: Callees) => void;
  /** Where the users' apps are, by name; and puts those that are named elsewhere. */
  readonly userStates: () => Readonly<Record<string, UserState>>;
  readonly setUserStates: (states: Readonly<Record<string, UserState>>) => void;
  readonly placeCall: (
    script: CallScript,
    placed?: (call: string, conversation: string) => void,
  ) => Promise<CallOutcome>;
  readonly subscribe: (listener: (notice: PlatformNotice) => void) => () => void;
  readonly askRest: (request: RestQuestion) => RestReply;
  /** What is behind `/v1/files/{id}`. */
  readonly fileOf: (id: string) => StoredFile | undefined;
  /** The WebSockets to applications. */
  readonly sockets: Sockets;
  /** The sessions of Client SDKs. */
  readonly clients: ClientSockets;
  /** What their calls sound like: silence. */
  readonly media: ClientMedia;
  /** What goes wrong on purpose. */
  faults: readonly Fault[];
}

export type RestQuestion = Omit<RestRequest, 'ticket'>;

/** What only the host itself asks. */
interface OwnDesk {
  readonly hearOfSocket: (leg: string, news: SocketNews) => void;
  readonly hearOfClient: (news: ClientNews) => LoginEffect | undefined;
  readonly onChange: (changed: () => void) => void;
  readonly stop: () => void;
}

/** The platform's clock, what it wants done at once, and who waits for what. */
export const createDesk = (
  options: EmulatorOptions,
  keys: DoorKeys,
  platform: Platform,
  outside: Pick<TimelineOptions, 'deliver' | 'measure'> & {
    readonly sockets: Sockets;
    readonly clients: ClientSockets;
    readonly media: ClientMedia;
  },
): HostDesk & OwnDesk => {
  const listeners = new Set<(notice: PlatformNotice) => void>();
  /** Running calls, by the caller's leg, until they are closed. */
  const closing = new Map<string, (outcome: CallOutcome) => void>();
  const conversations = new Map<string, string>();
  let changedByRest = (): void => {};
  /** What the step that runs now said about the input's ticket. */
  let answered: PromptEffect | undefined;
  const tell = (notice: PlatformNotice): void => {
    for (const listener of listeners) listener(notice);
  };
  const perform = (effect: PromptEffect, at: number): void => {
    switch (effect.do) {
      case 'note':
        tell({ type: 'platform', at, event: withFile(effect.event, at, options.keepPush) });
        return;
      case 'close-call':
        closing.get(effect.call)?.({
          call: effect.call,
          leg: effect.call,
          conversation: conversations.get(effect.call) ?? '',
          problems: effect.problems,
          unused: effect.unused,
          completed: effect.completed,
        });
        closing.delete(effect.call);
        conversations.delete(effect.call);
        return;
      case 'place-call':
      case 'refuse-call':
      case 'answer-rest':
      case 'open-session':
      case 'refuse-session':
        answered = effect;
        return;
      case 'cue-socket':
        outside.sockets.cue(effect.leg, effect.cue);
        return;
      case 'close-socket':
        outside.sockets.close(effect.leg);
        return;
      case 'tell-client':
        outside.clients.tell(effect);
        return;
      case 'close-media':
        outside.media.close(effect.leg);
        return;
      default:
        effect satisfies never;
    }
  };
  const timeline = createTimeline({
    platform,
    clock: options.clock,
    speed: options.speed,
    ...outside,
    sockets: {
      dial: outside.sockets.dial,
      isAnyDialling: outside.sockets.isAnyDialling,
      isAnyOpen: () => outside.sockets.isAnyOpen() || outside.clients.isAnyOpen(),
    },
    perform,
  });

  /** Feeds an input and gives what the platform answers at once. */
  const ask = (input: Parameters<typeof timeline.feed>[0]): PromptEffect | undefined => {
    answered = undefined;
    timeline.feed(input);
    return answered;
  };

  return {
    ...keys,
    faults: options.faults ?? [],
    sockets: outside.sockets,
    clients: outside.clients,
    media: outside.media,
    hearOfClient: (news) => {
      const reply = ask({ type: 'client', news });
      return reply?.do === 'open-session' || reply?.do === 'refuse-session' ? reply : undefined;
    },
    hearOfSocket: (leg, news) => timeline.feed({ type: 'socket', leg, news }),
    seed: options.seed,
    hasRateLimits: options.rateLimits ?? false,
    monotonic: () => options.clock.monotonic(),
    newTraceId: () => randomUUID().replaceAll('-', ''),
    callees: () => platform.callees,
    setCallees: (callees) => {
      platform.callees = callees;
    },
    userStates: () => userStates(platform),
    setUserStates: (states) => {
      timeline.feed({ type: 'users-move', states, why: 'asked' });
      changedByRest();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    // What is worth keeping from here on: what somebody asked for, and what calls leave behind.
    onChange: (changed) => {
      changedByRest = changed;
      listeners.add(({ event }) => leavesSomething(event) && changed());
    },
    askRest: (request) => {
      if (request.method !== 'GET') changedByRest();
      const reply = ask({ type: 'rest', request: { ...request, ticket: '' } });
      return reply?.do === 'answer-rest'
        ? reply
        : { status: 503, body: { title: 'The emulator is stopping' } };
    },
    fileOf: (id) => platform.files.get(id),
    placeCall: (script, placed) => {
      const { from = '', to, as, customData, ...caller } = script;
      const app = as === undefined ? undefined : { ...(customData && { customData }) };
      const arrival = { type: 'call-arrives', ticket: '', from: as ?? from, to, caller } as const;
      const reply = ask({ ...arrival, ...(app && { app }) });
      if (reply?.do !== 'place-call') return Promise.reject(refusedCall(reply, script, keys.about));
      conversations.set(reply.call, reply.conversation);
      placed?.(reply.call, reply.conversation);
      return new Promise((resolve) => void closing.set(reply.call, resolve));
    },
    stop: () => {
      timeline.stop();
      outside.sockets.stop();
      outside.clients.stop();
      outside.media.stop();
      for (const [call, resolve] of closing) {
        const conversation = conversations.get(call) ?? '';
        resolve({
          call,
          leg: call,
          conversation,
          problems: ['the emulator was stopped during the call'],
          unused: [],
          completed: false,
        });
      }
      closing.clear();
    },
  };
};
