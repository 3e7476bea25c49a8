import { CALLBACKS, type CallbackName, type VonageClient } from './sdk.ts';

/** A callback that came, with its arguments as plain data. */
export interface Called {
  readonly name: CallbackName;
  readonly args: readonly unknown[];
}

export interface Recorder {
  /** All that came, in order. */
  readonly calls: readonly Called[];
  /** What came under one name, as arguments. */
  of(name: CallbackName): readonly (readonly unknown[])[];
  /**
   * The arguments of the first callback of that name that nobody took yet and that is as wanted; now or when it comes.
   * Rejects, naming what came instead, when the app is closed or after {@link PATIENCE_MS}.
   */
  next(name: CallbackName, isWanted?: (...args: readonly never[]) => boolean): Promise<readonly unknown[]>;
  close(): void;
}

/** So long a callback may take on a busy machine; shorter than a test, so that this says what was missing. */
const PATIENCE_MS = 50_000;

interface Waiting {
  readonly take: (called: Called) => boolean;
  readonly fail: (why: string) => void;
}

/** Listens to every callback of a client. */
export const recordCallbacks = (client: VonageClient, who: string): Recorder => {
  const calls: Called[] = [];
  const taken = new Set<Called>();
  const waiting = new Set<Waiting>();
  for (const name of CALLBACKS) {
    client.on(name, (...args) => {
      const called = { name, args: args.map(plain) };
      calls.push(called);
      for (const one of waiting) if (one.take(called)) return;
    });
  }
  return {
    calls,
    of: (name) => calls.filter((called) => called.name === name).map(({ args }) => args),
    next: (name, isWanted = () => true) =>
      new Promise((resolve, reject) => {
        const take = (called: Called): boolean => {
          if (called.name !== name || taken.has(called) || !isWanted(...(called.args as never[])))
            return false;
          taken.add(called);
          stop();
          resolve(called.args);
          return true;
        };
        const fail = (why: string): void => {
          stop();
          reject(new Error(`${who} got no ${name} as wanted ${why}; there were ${JSON.stringify(calls)}`));
        };
        const one = { take, fail };
        const timer = setTimeout(() => fail(`within ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
        const stop = (): void => {
          clearTimeout(timer);
          waiting.delete(one);
        };
        waiting.add(one);
        for (const called of calls) if (take(called)) return;
      }),
    close: () => {
      for (const { fail } of waiting) fail('before it was closed');
    },
  };
};

/**
 * The data in an argument. The SDK's objects are compiled classes: what an app may read are getters of their prototypes, and
 * their own fields have names that mean nothing.
 */
export const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const read = gettersOf(value);
  const names = read.length > 0 ? read : Object.keys(value).filter((name) => !MANGLED.test(name));
  return Object.fromEntries(
    names.map((name) => [name, plain((value as Readonly<Record<string, unknown>>)[name])]),
  );
};

/** What the SDK's compiler makes of names that are not for an app. */
const MANGLED = /^[a-z]\w{0,3}_\d$/;

const gettersOf = (value: object): readonly string[] => {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(value); at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (get) names.push(name);
  }
  return names;
};
