import { type EmulatorOptions, startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { CallScript, RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';
import { userClaims } from '../../../src/vonage/user-claims.ts';
import { anIdentity, tokenFor } from '../ask-api.ts';
import { type Heard, startBackend } from '../emulator-backend.ts';
import { type LeapingClock, leapingClock } from '../leaping-clock.ts';
import { type ClientApp, openClientApp } from './client-app.ts';

export const NUMBER = '442079460111';
export const CALLER = '447700900222';

/** An emulator in this process, the server that its webhooks reach, and apps with the real SDK. */
export interface AppPlatform extends AsyncDisposable {
  readonly emulator: RunningEmulator;
  /** The platform's. */
  readonly clock: LeapingClock;
  /** What the next calls get; a function sees the answer webhook, and a text is no NCCO. */
  ncco: string | readonly object[] | ((asked: Heard) => readonly object[]);
  /** Everything that the platform did, in order. */
  readonly notices: readonly PlatformEvent[];
  /** Resolves with the first notice that is as wanted, now or when it comes. */
  noticed(isWanted: (event: PlatformEvent) => boolean): Promise<PlatformEvent>;
  /** The bodies that came to a webhook (`/rtc`, `/event`, `/answer`), in order of arrival. */
  heardAt(path: string): readonly JsonObject[];
  /** Logs a user in; the app is closed with the platform. */
  open(user: string, more?: Partial<Parameters<typeof openClientApp>[0]>): Promise<ClientApp>;
  /** A user's token; `claims` go before the usual ones. */
  token(user: string, claims?: object): string;
  /** A call from a phone; resolves when it is over. */
  call(script?: Partial<CallScript>): Promise<unknown>;
}

const identity = await anIdentity('client sdk');

export const startAppPlatform = async (more: Partial<EmulatorOptions> = {}): Promise<AppPlatform> => {
  const notices: PlatformEvent[] = [];
  const waiting = new Set<(event: PlatformEvent) => void>();
  const apps: ClientApp[] = [];
  const clock = leapingClock();
  const backend = await startBackend((heard) => {
    if (heard.path !== '/answer') return { status: 204 };
    const { ncco } = platform;
    return { body: typeof ncco === 'function' ? ncco(heard) : ncco };
  });
  const emulator = await startEmulatorHost({
    clock,
    seed: 'client sdk',
    speed: 1,
    numbers: [NUMBER],
    users: ['alice', 'bob'],
    answerUrl: `${backend.url}/answer`,
    eventUrl: `${backend.url}/event`,
    rtcUrl: `${backend.url}/rtc`,
    identity,
    ...more,
  });
  emulator.subscribe(({ event }) => {
    notices.push(event);
    for (const take of waiting) take(event);
  });
  const token: AppPlatform['token'] = (user, claims = {}) => {
    const now = Math.floor(clock.now() / 1000);
    const { applicationId } = emulator.about;
    const usual = userClaims({
      applicationId,
      user,
      issuedAt: now,
      expiresAt: now + 900,
      tokenId: crypto.randomUUID(),
    });
    return tokenFor(emulator, { ...usual, ...claims });
  };
  const platform: AppPlatform = {
    emulator,
    clock,
    ncco: [],
    notices,
    noticed: (isWanted) =>
      new Promise((resolve) => {
        const take = (event: PlatformEvent): void => {
          if (!isWanted(event)) return;
          waiting.delete(take);
          resolve(event);
        };
        waiting.add(take);
        for (const event of notices) take(event);
      }),
    heardAt: (path) =>
      backend.heard.filter((one) => one.path === path).map(({ body }) => JSON.parse(body) as JsonObject),
    token,
    open: async (user, options = {}) => {
      const app = await openClientApp({ api: emulator.api, token: token(user), name: user, ...options });
      apps.push(app);
      return app;
    },
    call: (script = {}) => emulator.placeCall({ from: CALLER, to: NUMBER, ...script }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await emulator.close();
      await backend.close();
    },
  };
  return platform;
};

/** A server's token of the application, dated by the platform's clock. */
export const tokenOf = ({ emulator, clock }: Pick<AppPlatform, 'emulator' | 'clock'>): string => {
  const now = Math.floor(clock.now() / 1000);
  return tokenFor(emulator, { iat: now, exp: now + 900 });
};
