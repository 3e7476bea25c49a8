import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, parseFault } from '../../emulator/fault.ts';
import { namesOfUsers } from '../../emulator/user-state.ts';
import { Failure } from '../../failure.ts';
import { type CallFacts, collectFacts } from '../../flow/expect/call-facts.ts';
import { asExpected } from '../../flow/expect/judge-call.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Json } from '../../vonage/json.ts';
import type { Clock } from '../../world.ts';
import { SCENARIO_KEYS, type ScenarioKeyName } from '../scenario/scenario-keys.ts';
import { describeEmulator } from './describe-emulator.ts';
import { type GivenApplication, readApplications } from './given-application.ts';
import { readUserStates } from './given-users.ts';
import { startEmulatorHost } from './host.ts';
import type { CallOutcome, CallScript, RunningEmulator, Speed } from './running-emulator.ts';
import type {
  CallFlow,
  RunningApplication,
  TestApplication,
  TestCall,
  TestEmulator,
  TestEmulatorOptions,
} from './start-emulator.ts';
import { userToken } from './user-token.ts';
import { WEBHOOK_URL_NAMES, webhookUrlsIn } from './webhook-urls.ts';

/** What `startEmulator` does. */
export const startTestEmulator = async (options: TestEmulatorOptions): Promise<TestEmulator> => {
  refuseUnknown('startEmulator', options, OPTION_NAMES);
  const { seed = randomUUID(), time = 'virtual', faults = [], shuffle, port } = options;
  const [first, ...others] = await readApplications(givenIn(options), seed);
  const { application, publicKey, privateKey = '', numbers, users } = first!;
  const emulator = await startEmulatorHost({
    fields: application,
    own: { applicationId: application.id, publicKey, privateKey },
    others,
    clock: CLOCK,
    seed,
    speed: speedOf(time),
    numbers,
    users,
    ...(port !== undefined && { port }),
    faults: faultsOf(faults),
    ...(shuffle !== undefined && { shuffleMs: shuffleOf(shuffle) }),
  }).catch(asError);
  const facts = collectFacts();
  emulator.subscribe(facts.note);
  return {
    api: emulator.api,
    env: environmentOf(emulator),
    applications: [first!, ...others].map((one, index) => shownOf(emulator, one, index)),
    userToken: (user) => userToken(user, emulator.about, CLOCK.now()),
    call: async (call = {}) => {
      const { numbers } = emulator.about;
      try {
        const outcome = await emulator.placeCall({ to: numbers[0] ?? '', ...readCall(call) });
        return flowOf(outcome, facts.take(outcome.call));
      } catch (error) {
        return asError(error);
      }
    },
    setFaults: (texts) => emulator.setFaults(faultsOf(texts)),
    setUsers: (states) => emulator.setUserStates(asTyped(() => readUserStates(states, emulator.about.users))),
    close: () => emulator.close(),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
};

const CLOCK: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
  },
};

const OPTION_NAMES = [
  ...['seed', 'time', 'applications', 'numbers', 'users', ...WEBHOOK_URL_NAMES],
  ...['faults', 'shuffle', 'port'],
];

/** Without `applications` there is one, and what is said of it stands in the options themselves. */
const givenIn = (options: TestEmulatorOptions): readonly TestApplication[] => {
  const { applications = [], numbers = [], users = [] } = options;
  const [first = {}, ...others] = applications;
  const urls = webhookUrlsIn(options);
  const [said] = Object.keys(urls);
  if (applications.length > 0 && said !== undefined)
    throw new TypeError(`${said} stands beside applications: write it into the one that it belongs to`);
  return [
    {
      ...first,
      ...urls,
      numbers: [...(first.numbers ?? []), ...numbers],
      users: [...(first.users ?? []), ...users],
    },
    ...others,
  ];
};

const environmentOf = ({ about, api }: RunningEmulator): TestEmulator['env'] => ({
  ...describeEmulator(about, api).variables,
});

const shownOf = (
  emulator: RunningEmulator,
  { application, privateKey = '', numbers, users }: GivenApplication,
  index: number,
): RunningApplication => {
  const { id, name } = application;
  return {
    id,
    name,
    // The first one gets a number when there is none.
    numbers: index === 0 && numbers.length === 0 ? emulator.about.numbers.slice(0, 1) : numbers,
    users: namesOfUsers(users),
    env: { ...environmentOf(emulator), VONAGE_APPLICATION_ID: id, VONAGE_PRIVATE_KEY: privateKey },
    userToken: (user) => userToken(user, { applicationId: id, privateKey }, CLOCK.now()),
  };
};

const CALL_NAMES: readonly ScenarioKeyName[] = [
  ...(['from', 'to', 'as', 'customData', 'press', 'say', 'reactions'] as const),
  ...(['callees', 'userStates', 'voice', 'hangUpAfterSeconds'] as const),
];

/** Tests in JavaScript have no compiler that knows the names. */
const refuseUnknown = <T extends object>(where: string, given: T, names: readonly string[]): T => {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return given;
  throw new TypeError(
    `${where} has no option "${unknown}": ${didYouMean(unknown, names) ?? `it has ${names.join(', ')}`}`,
  );
};

const speedOf = (time: NonNullable<TestEmulatorOptions['time']>): Speed => {
  if (time === 'virtual') return 'instant';
  if (time === 'real') return 1;
  if (typeof time === 'number' && time > 0) return time;
  throw new TypeError(`time is ${JSON.stringify(time)}: it is "virtual", "real", or how many times as fast`);
};

const faultsOf = (texts: readonly string[]): readonly Fault[] =>
  texts.map((text) => {
    const fault = parseFault(text);
    if ('problem' in fault) throw new TypeError(`fault ${JSON.stringify(text)}: ${fault.problem}`);
    return fault;
  });

const shuffleOf = (shuffle: boolean | number): number => {
  // Its reader gives milliseconds.
  return asTyped(() => SCENARIO_KEYS.shuffle.read('shuffle', shuffle) as number);
};

/** What does not fit is a wrong argument here. */
const asTyped = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Failure ? new TypeError(error.why) : error;
  }
};

const DEFAULT_CALLER = '14155550123';

const readCall = (call: TestCall): Partial<CallScript> => {
  refuseUnknown('a call', call, CALL_NAMES);
  const read = CALL_NAMES.flatMap((name) => {
    // What is no JSON, its reader refuses.
    const value = call[name as keyof TestCall] as Json | undefined;
    return value === undefined ? [] : [[name, SCENARIO_KEYS[name].read(name, value)] as const];
  });
  if (call.as !== undefined && call.from !== undefined)
    throw new TypeError('a call has either from, a number, or as, a user who calls from an app');
  return { ...(call.as === undefined && { from: DEFAULT_CALLER }), ...Object.fromEntries(read) };
};

const flowOf = (outcome: CallOutcome, facts: CallFacts | undefined): CallFlow => {
  const { from = '', to = '', legs = new Map(), actions = [], webhooks = [], happenings = [] } = facts ?? {};
  const all: CallFacts['legs'] = legs;
  return {
    call: outcome.call,
    conversation: outcome.conversation,
    from,
    to,
    status: all.get(outcome.leg)?.status,
    legs: [...all.values()],
    actions,
    said: actions.flatMap((action) => (action.action === 'talk' ? [action.text] : [])),
    heard: happenings.flatMap(({ word, texts }) => (word === 'input' ? texts : [])),
    webhooks,
    happened: happenings.map(asExpected),
    problems: outcome.problems,
    unused: outcome.unused,
  };
};

/** A test runner prints the message alone, so that all three parts of a failure go into it. */
const asError = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  const steps = error.tryThis.map((step) => `→ ${step}`);
  throw new Error([error.what, ...(error.why === undefined ? [] : [error.why]), ...steps].join('\n'), {
    cause: error,
  });
};
