import { randomBytes, randomUUID } from 'node:crypto';
import type { Fault } from '../../emulator/fault.ts';
import type { AudioLength, RestRequest } from '../../emulator/input.ts';
import { keptState } from '../../emulator/kept-state.ts';
import type { Platform } from '../../emulator/platform.ts';
import type { StoredFile } from '../../emulator/recording.ts';
import { publicKeyOf } from '../../emulator/rest/applications.ts';
import type { RestReply } from '../../emulator/rest/problem.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { SocketNews } from '../../emulator/socket/socket-news.ts';
import { type UserState, userStates } from '../../emulator/user-state.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import type { Chance, Clock } from '../../world.ts';
import { CONTROL_PATH, openApi } from './api.ts';
import type { DoorKeys } from './authorize.ts';
import { type Beginning, beginPlatform } from './begin-platform.ts';
import { createDelivery } from './deliver.ts';
import { faultyDelivery } from './faulty-delivery.ts';
import { keepUp, leavesSomething } from './keep-state.ts';
import { measureAudio } from './measure-audio.ts';
import { createPublicNames } from './public-names.ts';
import { refusedCall } from './refused-call.ts';
import type { CallOutcome, CallScript, EmulatorAbout, RunningEmulator, Speed } from './running-emulator.ts';
import { createSockets, type Sockets } from './socket/open-sockets.ts';
import { socketAudioPath } from './socket/serve-sockets.ts';
import { openStateFile } from './state-file.ts';
import { createTimeline, type PromptEffect, type TimelineOptions } from './timeline.ts';

export interface EmulatorOptions extends Beginning {
  readonly clock: Clock;
  /** For secrets and token ids; the operating system's by default. */
  readonly chance?: Chance;
  /** A free one by default. */
  readonly port?: number;
  readonly speed: Speed;
  /** How those behave who are called, in calls whose own script does not say. */
  readonly callees?: Callees;
  /** Beginning of `recording_url`, when that leads here; the API's own address by default. */
  readonly filesFrom?: string;
  /** False: every token is good, and so is none. */
  readonly auth?: boolean;
  /** True: more than 3 new calls or 15 other requests a second are refused, as by the platform. */
  readonly rateLimits?: boolean;
  /** Keeps the account, and what is made in it, from one start to the next. */
  readonly stateFile?: string;
  /** Told once when that file can no longer be written. */
  readonly stateFailed?: (error: unknown) => void;
  /** What goes wrong on purpose from the beginning; `/emulator/v1/faults` changes it. */
  readonly faults?: readonly Fault[];
}

type Callees = Readonly<Record<string, CalleeScript>>;

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
  /** What goes wrong on purpose. */
  faults: readonly Fault[];
}

export type RestQuestion = Omit<RestRequest, 'ticket'>;

/**
 * Starts an emulator in this process: the platform, its clock, its webhooks and its HTTP API on 127.0.0.1.
 * @throws Failure when the port is taken
 */
export const startEmulatorHost = async (options: EmulatorOptions): Promise<RunningEmulator> => {
  const chance = options.chance ?? REAL_CHANCE;
  const stateFile =
    options.stateFile === undefined ? undefined : openStateFile(options.stateFile, chance.hex(6));
  const { platform, about, identity } = await beginPlatform(options, stateFile?.saved, chance);
  const save = (): void => stateFile?.write({ identity, platform: keptState(platform, options.clock.now()) });
  // At once, so that a file that cannot be written is known before anything happens.
  save();
  platform.callees = options.callees ?? {};
  const names = createPublicNames();
  const delivery = createDelivery({ ...options, ...identity, names, newTokenId: () => chance.uuid() });
  const stopping = new AbortController();
  const deliver = faultyDelivery(delivery.send, {
    ...options,
    faults: () => desk.faults,
    stopped: stopping.signal,
  });
  const measure = (url: string): Promise<AudioLength> => measureAudio(url, names);
  const sockets = createSockets({
    clock: options.clock,
    slowsDown: options.speed !== 1,
    names,
    sign: delivery.sign,
    audioUrl: (leg) => `${server.address}${socketAudioPath(CONTROL_PATH, leg)}`,
    tell: (leg, news) => desk.hearOfSocket(leg, news),
  });
  const desk = createDesk(options, about, platform, { deliver, measure, sockets });
  const kept = keepUp(save, options.clock, options.stateFailed ?? (() => {}));
  if (stateFile) desk.onChange(kept.changed);
  const server = await openApi(desk, options.port).catch(async (error: unknown) => {
    desk.stop();
    await delivery.close();
    throw error;
  });
  platform.apiUrl = options.filesFrom ?? server.address;
  return {
    api: server.address,
    about,
    placeCall: (script) => desk.placeCall(script),
    subscribe: desk.subscribe,
    setFaults: (faults) => {
      desk.faults = faults;
    },
    setUserStates: desk.setUserStates,
    close: async () => {
      desk.stop();
      stopping.abort();
      await Promise.all([server.close(), delivery.close()]);
      kept.close();
    },
  };
};

const REAL_CHANCE: Chance = { uuid: () => randomUUID(), hex: (bytes) => randomBytes(bytes).toString('hex') };

/** What only the host itself asks. */
interface OwnDesk {
  readonly hearOfSocket: (leg: string, news: SocketNews) => void;
  readonly onChange: (changed: () => void) => void;
  readonly stop: () => void;
}

const createDesk = (
  options: EmulatorOptions,
  about: EmulatorAbout,
  platform: Platform,
  outside: Pick<TimelineOptions, 'deliver' | 'measure'> & { readonly sockets: Sockets },
): HostDesk & OwnDesk => {
  const listeners = new Set<(notice: PlatformNotice) => void>();
  /** Running calls, by the caller's leg, until they are closed. */
  const closing = new Map<string, (outcome: CallOutcome) => void>();
  const conversations = new Map<string, string>();
  let changedByRest = (): void => {};
  /** What the step that runs now said about the input's ticket. */
  let answered: PromptEffect | undefined;
  const perform = (effect: PromptEffect, at: number): void => {
    switch (effect.do) {
      case 'note':
        for (const listener of listeners) listener({ type: 'platform', at, event: effect.event });
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
        answered = effect;
        return;
      case 'cue-socket':
        outside.sockets.cue(effect.leg, effect.cue);
        return;
      case 'close-socket':
        outside.sockets.close(effect.leg);
        return;
      case 'tell-client':
        // Clients have no socket here yet; the note beside it tells what they get.
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
    perform,
  });

  /** Feeds an input and gives what the platform answers at once. */
  const ask = (input: Parameters<typeof timeline.feed>[0]): PromptEffect | undefined => {
    answered = undefined;
    timeline.feed(input);
    return answered;
  };

  return {
    about,
    faults: options.faults ?? [],
    sockets: outside.sockets,
    hearOfSocket: (leg, news) => timeline.feed({ type: 'socket', leg, news }),
    checksAuth: options.auth ?? true,
    seed: options.seed,
    hasRateLimits: options.rateLimits ?? false,
    publicKeyOf: (application) => publicKeyOf(platform.applications.get(application) ?? {}),
    now: () => options.clock.now(),
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
      if (reply?.do !== 'place-call') return Promise.reject(refusedCall(reply, script, about));
      conversations.set(reply.call, reply.conversation);
      placed?.(reply.call, reply.conversation);
      return new Promise((resolve) => void closing.set(reply.call, resolve));
    },
    stop: () => {
      timeline.stop();
      outside.sockets.stop();
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
