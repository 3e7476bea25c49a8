import { compareOrder, type Effect, type Order, type SendWebhook } from '../../src/emulator/effect.ts';
import type { AudioLength, CallArrives, Outcome, RestRequest } from '../../src/emulator/input.ts';
import { createPlatform, type Platform } from '../../src/emulator/platform.ts';
import { asApplication } from '../../src/emulator/rest/applications.ts';
import type { LegRecord } from '../../src/emulator/rest/calls/ledger.ts';
import type { CallerScript } from '../../src/emulator/script.ts';
import { step } from '../../src/emulator/step.ts';
import { setGivenStates, type UserState } from '../../src/emulator/user-state.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import type { PlatformEvent, WhyElsewhere } from '../../src/vonage/platform-event.ts';
import { type SocketScript, socketServers } from './socket-servers.ts';

/** Sunday 1 March 2026, 09:00 UTC. */
export const START = Date.UTC(2026, 2, 1, 9);

export const NUMBER = '442079460111';
export const CALLER = '447700900222';

/** An application whose webhooks all go to http://app. */
export const APPLICATION = asApplication(
  '11111111-2222-4333-8444-555555555555',
  {
    name: 'demo',
    capabilities: {
      voice: {
        webhooks: {
          answer_url: { address: 'http://app/answer', http_method: 'GET' },
          event_url: { address: 'http://app/event' },
        },
      },
      rtc: { webhooks: { event_url: { address: 'http://app/rtc' } } },
    },
  },
  'PEM',
);

export const withFallback = (application = APPLICATION): typeof APPLICATION =>
  asApplication(
    application.id,
    JSON.parse(
      JSON.stringify(application).replace(
        '"answer_url"',
        '"fallback_answer_url":{"address":"http://app/fallback"},"answer_url"',
      ),
    ) as JsonObject,
    'PEM',
  );

export const outcome = (status: number, body: unknown = ''): Outcome => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  failure: undefined,
  bodySha256: undefined,
  milliseconds: 0,
});

export const unreachable = (words = 'connection refused'): Outcome => ({
  ...outcome(0),
  status: undefined,
  failure: { kind: 'connection', words },
});

export const timedOut: Outcome = {
  ...unreachable('no reply within 5000 ms'),
  failure: { kind: 'time-out', words: 'no reply within 5000 ms' },
};

/** The backend of a test: what it replies to each webhook; 204 for undefined. */
export type Backend = (sent: SendWebhook) => Outcome | undefined;

export interface Happening {
  readonly at: number;
  readonly effect: Effect;
  /** What came back, for a webhook. */
  readonly outcome?: Outcome;
  /** What was asked, for an answer of the REST API. */
  readonly asked?: RestAsk;
}

/**
 * A request to the REST API. In its path and body `{A}` is the first leg that began, `{B}` the second, `{member B}` the
 * member that this one is now, and `{conversation}` or `{conversation B}` where they are.
 */
export interface RestAsk {
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body?: JsonObject;
}

export interface Scenario {
  readonly seed?: string;
  readonly application?: typeof APPLICATION;
  readonly users?: readonly string[];
  /** Where their apps are, by name. */
  readonly userStates?: Readonly<Record<string, UserState>>;
  /** Another application of the account, with the number that is linked to it. */
  readonly second?: { readonly application: typeof APPLICATION; readonly number: string };
  /** Looks at the platform whenever an instant is over. */
  readonly watch?: (platform: Platform) => void;
  readonly calls?: readonly (Partial<CallerScript> & {
    readonly from?: string;
    readonly to?: string;
    readonly at?: number;
    readonly app?: CallArrives['app'];
  })[];
  readonly rest?: readonly RestAsk[];
  /** Users whose apps are elsewhere, so many milliseconds after the beginning. */
  readonly moves?: readonly {
    readonly at: number;
    readonly states: Readonly<Record<string, UserState>>;
    readonly why?: WhyElsewhere;
  }[];
  /** How those behave whom the API calls. */
  readonly callees?: Platform['callees'];
  /** Up to so many milliseconds events are held back. */
  readonly shuffleMs?: number;
  /** Replies that take a while, in milliseconds by path, as they do in real time. */
  readonly slow?: Readonly<Record<string, number>>;
  /** What is known of audio files, by URL. */
  readonly audio?: Readonly<Record<string, AudioLength>>;
  /** What the applications behind WebSockets do, by URL; those that are not here open and say nothing. */
  readonly sockets?: Readonly<Record<string, SocketScript>>;
  readonly backend: Backend;
}

/** Runs the machine alone on virtual time, by the contract of DESIGN §8, and gives all that it wanted done. */
export const run = (
  scenario: Scenario,
): { readonly platform: Platform; readonly happenings: readonly Happening[] } => {
  const platform = createPlatform({
    seed: scenario.seed ?? 'test',
    applications: [
      scenario.application ?? APPLICATION,
      ...(scenario.second ? [scenario.second.application] : []),
    ],
    numbers: [NUMBER],
    users: scenario.users ?? ['alice'],
    shuffleMs: scenario.shuffleMs ?? 0,
  });
  if (scenario.second) platform.numbers.set(scenario.second.number, scenario.second.application.id);
  platform.callees = scenario.callees ?? {};
  const given = Object.entries(scenario.userStates ?? {}).map(([name, state]) => ({ name, state }));
  setGivenStates(platform, (scenario.application ?? APPLICATION).id, given);
  const happenings: Happening[] = [];
  const timers = new Map<string, number>();
  const arrivals = new Map<string, () => readonly Effect[]>();
  let replies: { readonly order: Order; readonly input: Parameters<typeof step>[1] }[] = [];
  const sockets = socketServers(scenario.sockets ?? {});
  const take = (at: number, effects: readonly Effect[]) => {
    for (const effect of effects) {
      if (effect.do === 'wake') timers.set(effect.timer, effect.at);
      if (effect.do === 'cancel') timers.delete(effect.timer);
      const outcomeOfIt =
        effect.do === 'send-webhook' ? (scenario.backend(effect) ?? outcome(204)) : undefined;
      if (effect.do === 'send-webhook') {
        const { order, request } = effect;
        const after = scenario.slow?.[new URL(effect.url).pathname] ?? 0;
        const reply = { type: 'reply', request, outcome: outcomeOfIt! } as const;
        if (after === 0) replies.push({ order, input: { at, ...reply } });
        else {
          timers.set(`reply ${request}`, at + after);
          arrivals.set(`reply ${request}`, () => step(platform, { at: at + after, ...reply })[1]);
        }
      }
      if (effect.do === 'measure-audio') {
        const { order, request, url } = effect;
        const length = scenario.audio?.[url] ?? {};
        replies.push({ order, input: { at, type: 'audio-measured', request, length } });
      }
      for (const { order, after, input } of sockets.take(effect)) {
        if (after === 0) replies.push({ order, input: { ...input, at } });
        else {
          const timer = `socket ${arrivals.size}`;
          timers.set(timer, at + after);
          arrivals.set(timer, () => {
            if (!sockets.isOpen(input.leg)) return [];
            sockets.told(input.leg, input.news);
            return step(platform, { ...input, at: at + after })[1];
          });
        }
      }
      happenings.push({ at, effect, ...(outcomeOfIt && { outcome: outcomeOfIt }) });
    }
  };
  const settle = (at: number) => {
    while (replies.length > 0) {
      const arrived = replies.sort((left, right) => compareOrder(left.order, right.order));
      replies = [];
      for (const { input } of arrived) take(at, step(platform, input)[1]);
    }
  };
  for (const [index, { from, to, at = 0, app, ...caller }] of (scenario.calls ?? [{}]).entries()) {
    const ticket = String(index + 1);
    timers.set(`arrival ${ticket}`, START + at);
    arrivals.set(
      `arrival ${ticket}`,
      () =>
        step(platform, {
          at: START + at,
          type: 'call-arrives',
          ticket,
          from: from ?? CALLER,
          to: to ?? NUMBER,
          caller: { press: [], ...caller },
          ...(app && { app }),
        })[1],
    );
  }
  for (const [index, { at, states, why = 'asked' }] of (scenario.moves ?? []).entries()) {
    timers.set(`move ${index}`, START + at);
    arrivals.set(
      `move ${index}`,
      () => step(platform, { at: START + at, type: 'users-move', states, why })[1],
    );
  }
  for (const [index, asked] of (scenario.rest ?? []).entries()) {
    timers.set(`rest ${index}`, START + asked.at);
    arrivals.set(`rest ${index}`, () => {
      const effects = step(platform, {
        at: START + asked.at,
        type: 'rest',
        request: requestOf(platform, asked),
      })[1];
      const answer = effects.find((effect) => effect.do === 'answer-rest')!;
      happenings.push({ at: START + asked.at, effect: answer, asked });
      return effects.filter((effect) => effect !== answer);
    });
  }
  for (;;) {
    const at = Math.min(...timers.values());
    if (at === Number.POSITIVE_INFINITY) break;
    for (const [timer, due] of [...timers]) {
      if (due !== at || !timers.delete(timer)) continue;
      take(at, arrivals.get(timer)?.() ?? step(platform, { at, type: 'wake', timer })[1]);
    }
    settle(at);
    if (Math.min(...timers.values()) > at) scenario.watch?.(platform);
  }
  return { platform, happenings };
};

const legNamed = (platform: Platform, letter: string): LegRecord | undefined =>
  [...platform.ledger.legs.values()][letter.charCodeAt(0) - 65];

const withIds = (platform: Platform, text: string): string =>
  text
    .replace(/\{([A-Z])\}/g, (_all, letter: string) => legNamed(platform, letter)?.uuid ?? 'none')
    .replace(/\{member ([A-Z])\}/g, (_all, letter: string) => {
      const uuid = legNamed(platform, letter)?.uuid ?? '';
      const leg = platform.legs.get(uuid)?.legs.find((one) => one.uuid === uuid);
      return leg?.member.id ?? 'none';
    })
    .replace(/\{conversation(?: ([A-Z]))?\}/g, (_all, letter: string | undefined) => {
      return legNamed(platform, letter ?? 'A')?.conversation ?? 'none';
    });

const requestOf = (platform: Platform, { method, path, body }: RestAsk): RestRequest => ({
  ticket: 'rest',
  method,
  path: withIds(platform, path),
  origin: 'http://127.0.0.1:4010',
  application: APPLICATION.id,
  query: {},
  body: body && (JSON.parse(withIds(platform, JSON.stringify(body))) as JsonObject),
  contentType: 'application/json',
});

export const notes = (happenings: readonly Happening[]): readonly PlatformEvent[] =>
  happenings.flatMap(({ effect }) => (effect.do === 'note' ? [effect.event] : []));

export const webhooks = (happenings: readonly Happening[]): readonly SendWebhook[] =>
  happenings.flatMap(({ effect }) => (effect.do === 'send-webhook' ? [effect] : []));
