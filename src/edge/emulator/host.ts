import { randomBytes, randomUUID } from 'node:crypto';
import { type Fault, loginFaultOf } from '../../emulator/fault.ts';
import type { AudioLength } from '../../emulator/input.ts';
import { keptState } from '../../emulator/kept-state.ts';
import { publicKeyOf } from '../../emulator/rest/applications.ts';
import type { Chance, Clock } from '../../world.ts';
import { CONTROL_PATH, isKnownName, openApi } from './api.ts';
import type { DoorKeys } from './authorize.ts';
import { type Beginning, beginPlatform } from './begin-platform.ts';
import { createClientSockets } from './client/client-sockets.ts';
import { createClientMedia } from './client/media/client-media.ts';
import { createDelivery } from './deliver.ts';
import { type Callees, createDesk } from './desk.ts';
import { faultyDelivery } from './faulty-delivery.ts';
import type { KeepPush } from './keep-push.ts';
import { keepUp } from './keep-state.ts';
import { measureAudio } from './measure-audio.ts';
import { createPublicNames } from './public-names.ts';
import type { RunningEmulator, Speed } from './running-emulator.ts';
import { createSockets } from './socket/open-sockets.ts';
import { socketAudioPath } from './socket/serve-sockets.ts';
import { openStateFile } from './state-file.ts';

export interface EmulatorOptions extends Beginning {
  readonly clock: Clock;
  /** For secrets and token ids; the operating system's by default. */
  readonly chance?: Chance;
  /** A free one by default. */
  readonly port?: number;
  /** Tried first, so that who knew an earlier start finds this one; `port` when it is taken. */
  readonly ratherPort?: number | undefined;
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
  /** Keeps pushes as files; without it they are told only. */
  readonly keepPush?: KeepPush;
  /** Told once when calls of apps get no media, for want of a UDP socket; they go on without. */
  readonly mediaFailed?: (error: unknown) => void;
  /** What goes wrong on purpose from the beginning; `/emulator/v1/faults` changes it. */
  readonly faults?: readonly Fault[];
}

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
  const media = createClientMedia({
    clock: options.clock,
    chance,
    failed: options.mediaFailed ?? (() => {}),
  });
  const keys: DoorKeys = {
    about,
    checksAuth: options.auth ?? true,
    publicKeyOf: (application) => publicKeyOf(platform.applications.get(application) ?? {}),
    now: () => options.clock.now(),
  };
  let loginsEver = 0;
  const clients = createClientSockets({
    keys,
    faultOfLogin: () => {
      loginsEver += 1;
      return loginFaultOf(desk.faults, loginsEver, options.seed);
    },
    isOwnName: isKnownName,
    media,
    hear: (news) => desk.hearOfClient(news),
  });
  const desk = createDesk(options, keys, platform, { deliver, measure, sockets, clients, media });
  const kept = keepUp(save, options.clock, options.stateFailed ?? (() => {}));
  if (stateFile) desk.onChange(kept.changed);
  const server = await openApi(desk, { port: options.port, rather: options.ratherPort }).catch(
    async (error: unknown) => {
      desk.stop();
      await delivery.close();
      throw error;
    },
  );
  platform.apiUrl = options.filesFrom ?? server.address;
  return {
    api: server.address,
    about,
    placeCall: (script) => desk.placeCall(script),
    subscribe: desk.subscribe,
    setFaults: (faults) => {
      desk.faults = faults;
    },
    userStates: async () => desk.userStates(),
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
