import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { UserState } from '../../emulator/user-state.ts';
import { badUsage, Failure, wordsOf } from '../../failure.ts';
import { isJsonObject, type Json, parseJson } from '../../vonage/json.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';
import { CONTROL_PATH, EMULATOR_MARK } from './api.ts';
import type { CallOutcome, CallScript, EmulatorAbout, EmulatorAccess } from './running-emulator.ts';

/** Loopback answers in milliseconds; who has not answered by then is no emulator. */
const ANSWER_WITHIN_MS = 3000;
/** Notices that came before anybody subscribed; a program subscribes at once. */
const MOST_EARLY_NOTICES = 10_000;

/**
 * Attaches to an emulator that runs in another process. From then on no notice is missed: those that come before the
 * first `subscribe` are kept for it.
 *
 * @throws Failure when nobody answers there, or something that is no emulator
 */
export const attachEmulator = async (url: string): Promise<EmulatorAccess> => {
  const { api, about } = await askAbout(url);
  const notices = await followNotices(api);
  return {
    api,
    about,
    placeCall: async (script) => {
      const told = notices.untilEnded();
      try {
        const outcome = await placeCall(api, script);
        // The reply comes by another connection, and must not overtake what there is to tell of the call.
        await told.of(outcome.call);
        return outcome;
      } finally {
        told.forget();
      }
    },
    userStates: () => askUsers(api),
    setUserStates: async (states) => {
      await askUsers(api, states);
    },
    subscribe: notices.subscribe,
    close: notices.close,
  };
};

/** What an emulator tells of itself, without attaching to it. @throws Failure as `attachEmulator` */
export const askAbout = async (
  url: string,
): Promise<{ readonly api: string; readonly about: EmulatorAbout }> => {
  const api = originOf(url);
  return { api, about: await readAbout(api) };
};

const originOf = (text: string): string => {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw badUsage({
      what: `"${text}" is no address of an emulator`,
      tryThis: 'give it as http://127.0.0.1:4010',
    });
  }
  return url.origin;
};

const readAbout = async (api: string): Promise<EmulatorAbout> => {
  let body: Json | undefined;
  try {
    const reply = await request(`${api}${CONTROL_PATH}/about`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    body = parseJson(await reply.body.text());
  } catch (error) {
    throw nobodyThere(api, error);
  }
  if (!isJsonObject(body) || body['emulator'] !== EMULATOR_MARK) {
    throw new Failure({
      what: `Something answers at ${api}, but it is no vonage-flow emulator`,
      why: `GET ${CONTROL_PATH}/about did not tell about one.`,
      tryThis: [
        'look at the address that the emulator printed when it started',
        'or start one: vonage-flow emulator',
      ],
    });
  }
  // It is ours and of the same shape: the mark says so.
  return body as unknown as EmulatorAbout;
};

const nobodyThere = (api: string, error: unknown): Failure =>
  new Failure({
    what: `No emulator answers at ${api}`,
    why: wordsOf(error),
    tryThis: [
      'start one: vonage-flow emulator --port 4010',
      'or listen with the built-in one: vonage-flow listen --emulator',
    ],
    cause: error,
  });

const placeCall = async (api: string, script: CallScript): Promise<CallOutcome> => {
  let status: number;
  let body: Json | undefined;
  try {
    const reply = await request(`${api}${CONTROL_PATH}/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(script),
      // The reply comes when the call is over, however long it lasts.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    status = reply.statusCode;
    body = parseJson(await reply.body.text());
  } catch (error) {
    throw nobodyThere(api, error);
  }
  if (status === 200 && isJsonObject(body)) return body as unknown as CallOutcome;
  const { what, why, tryThis } = isJsonObject(body) ? body : {};
  throw badUsage({
    what: typeof what === 'string' ? what : `The emulator did not take the call (HTTP ${status})`,
    ...(typeof why === 'string' && { why }),
    tryThis: Array.isArray(tryThis) ? tryThis.map(String) : 'look at what the emulator printed',
  });
};

/** Where the apps of an emulator's users are, by name, after those that are named were put elsewhere. @throws Failure when it does not tell */
export const askUsers = async (api: string, states?: States): Promise<States> => {
  let body: Json | undefined;
  let status: number;
  try {
    const reply = await request(`${api}${CONTROL_PATH}/users`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(states && { method: 'PUT', body: JSON.stringify(states) }),
    });
    status = reply.statusCode;
    body = parseJson(await reply.body.text());
  } catch (error) {
    throw nobodyThere(api, error);
  }
  const { users, what, why } = isJsonObject(body) ? body : {};
  // Written by `serveUsers` from the same type.
  if (status === 200 && isJsonObject(users)) return users as unknown as States;
  throw new Failure({
    what:
      typeof what === 'string'
        ? what
        : `The emulator at ${api} does not tell where its users are (HTTP ${status})`,
    ...(typeof why === 'string' && { why }),
    tryThis: 'look at what the emulator printed; one of an earlier version knows no such thing',
  });
};

type States = Readonly<Record<string, UserState>>;

interface Notices {
  readonly subscribe: EmulatorAccess['subscribe'];
  /** Watches for the ends of calls from now on. */
  readonly untilEnded: () => EndWatch;
  readonly close: () => Promise<void>;
}

interface EndWatch {
  /** Resolves when the notices have told that the call has ended, or when no more come. */
  readonly of: (call: string) => Promise<void>;
  readonly forget: () => void;
}

/** A call that is over has been told within milliseconds; a stream that is further behind is not waited for. */
const TOLD_WITHIN_MS = 10_000;

const watchEnd = (subscribe: EmulatorAccess['subscribe'], streamOver: Promise<void>): EndWatch => {
  const ended = new Set<string>();
  let look: () => void = () => undefined;
  const forget = subscribe(({ event }) => {
    if (event.name !== 'call-ended') return;
    ended.add(event.call);
    look();
  });
  return {
    forget,
    of: async (call) => {
      const told = new Promise<void>((resolve) => {
        look = () => ended.has(call) && resolve();
        look();
      });
      const tooLate = new AbortController();
      const patience = sleep(TOLD_WITHIN_MS, undefined, { signal: tooLate.signal }).catch(() => undefined);
      await Promise.race([told, streamOver, patience]);
      tooLate.abort();
    },
  };
};

const followNotices = async (api: string): Promise<Notices> => {
  const stopping = new AbortController();
  const listeners = new Set<(notice: PlatformNotice) => void>();
  const early: PlatformNotice[] = [];
  const watchers = new Set<(notice: PlatformNotice) => void>();
  // Whoever watches for an end takes no early notices from those who subscribe later.
  const watch: Notices['subscribe'] = (watcher) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  };
  const pass = (notice: PlatformNotice): void => {
    if (listeners.size > 0) for (const listener of listeners) listener(notice);
    else if (early.length < MOST_EARLY_NOTICES) early.push(notice);
    for (const watcher of watchers) watcher(notice);
  };
  const reply = await request(`${api}${CONTROL_PATH}/notices`, {
    signal: stopping.signal,
    bodyTimeout: 0,
  }).catch((error: unknown) => Promise.reject(nobodyThere(api, error)));
  let isAttached: () => void = () => undefined;
  const attached = new Promise<void>((resolve) => {
    isAttached = resolve;
  });
  const reading = readLines(reply.body, (line) => {
    const value = parseJson(line);
    if (!isJsonObject(value)) return;
    if (value['type'] === 'attached') isAttached();
    // Written by `streamNotices` from the same type.
    else pass(value as unknown as PlatformNotice);
  });
  reading.then(isAttached, isAttached);
  await attached;
  const subscribe: Notices['subscribe'] = (listener) => {
    listeners.add(listener);
    for (const notice of early.splice(0)) listener(notice);
    return () => void listeners.delete(listener);
  };
  const streamOver = reading.then(
    () => undefined,
    () => undefined,
  );
  return {
    subscribe,
    untilEnded: () => watchEnd(watch, streamOver),
    close: async () => {
      stopping.abort();
      // It ends with the abort.
      await reading.catch(() => undefined);
    },
  };
};

const readLines = async (body: AsyncIterable<Uint8Array>, take: (line: string) => void): Promise<void> => {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
};
