import { createPublicKey } from 'node:crypto';
import { asApplication } from '../../emulator/rest/applications.ts';
import { checkApplication } from '../../emulator/rest/check-application.ts';
import type { GivenUser } from '../../emulator/user-state.ts';
import { Failure, wordsOf } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Application } from '../../vonage/application.ts';
import type { Json, JsonObject } from '../../vonage/json.ts';
import { firstApplication } from './first-application.ts';
import { readUser } from './given-users.ts';
import { applicationIdOf, makeKeyPair } from './identity.ts';
import type { TestApplication } from './start-emulator.ts';
import { WEBHOOK_URL_NAMES, webhookUrlsIn } from './webhook-urls.ts';

/** An application that was given at the start, with all that was made up for it. */
export interface GivenApplication {
  readonly application: Application;
  readonly publicKey: string;
  /** Undefined when only the other half of the pair was given. */
  readonly privateKey: string | undefined;
  readonly numbers: readonly string[];
  readonly users: readonly GivenUser[];
}

/** What is ours in a `TestApplication`; all other names are those of the Applications API. */
const OUR_NAMES: readonly string[] = [...WEBHOOK_URL_NAMES, 'numbers', 'users'];
const WIRE_NAMES = ['id', 'name', 'capabilities', 'keys', 'privacy'];

/**
 * Reads the applications of `startEmulator`. Fields that nobody knows are kept, as the Applications API keeps them;
 * names in camelCase are ours, so a wrong one is a slip.
 * @throws TypeError when one cannot be an application, or two of them claim one id or number
 */
export const readApplications = async (
  given: readonly TestApplication[],
  seed: string,
): Promise<readonly GivenApplication[]> => {
  const read = await Promise.all(given.map((one, index) => readApplication(one, index, seed)));
  refuseTwice(
    'id',
    read.map(({ application }) => application.id),
  );
  refuseTwice(
    'number',
    read.flatMap(({ numbers }) => [...new Set(numbers)]),
  );
  return read;
};

const readApplication = async (
  given: TestApplication,
  index: number,
  seed: string,
): Promise<GivenApplication> => {
  const where = `applications[${index}]`;
  // Tests in JavaScript have no compiler.
  if (typeof given !== 'object' || given === null) throw new TypeError(`${where} is no object`);
  for (const name of Object.keys(given)) {
    if (OUR_NAMES.includes(name) || !/[A-Z]/.test(name)) continue;
    const names = [...WIRE_NAMES, ...OUR_NAMES];
    const hint = didYouMean(name, names) ?? `it has ${names.join(', ')}, and what the Applications API has`;
    throw new TypeError(`${where} has no field "${name}": ${hint}`);
  }
  const { numbers = [], users = [], keys, id: givenId, name: givenName, ...rest } = given;
  const id = givenId ?? applicationIdOf(index === 0 ? seed : `${seed}/${index + 1}`);
  const name = givenName ?? `vonage-flow emulator${index === 0 ? '' : ` ${index + 1}`}`;
  const wanted = firstApplication({
    ...webhookUrlsIn(rest),
    fields: { name, ...fieldsOf(rest) },
  });
  const [fault] = checkApplication(wanted);
  if (fault) throw new TypeError(`${where}: ${fault.name} ${fault.reason}`);
  const { publicKey, privateKey } = await keysOf(where, keys);
  const application = asApplication(id, { ...wanted, keys: { ...keys } }, publicKey);
  return {
    application,
    publicKey,
    privateKey,
    numbers,
    users: usersFrom(index === 0 ? '' : `${where}.`, users),
  };
};

/** Tests in JavaScript have no compiler that knows the states. */
const usersFrom = (where: string, users: readonly GivenUser[]): readonly GivenUser[] => {
  try {
    return users.map((user, index) => readUser(`${where}users[${index}]`, user));
  } catch (error) {
    throw error instanceof Failure ? new TypeError(error.why) : error;
  }
};

/** What goes into the application as it is, beside the short ways of naming a webhook. */
const fieldsOf = (rest: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      value === undefined || OUR_NAMES.includes(name) ? [] : [[name, value] as const],
    ),
  );

/** A public key that is none only lets nobody in, as in the Applications API; a private one is for the app under test. */
const keysOf = async (
  where: string,
  keys: TestApplication['keys'],
): Promise<Pick<GivenApplication, 'publicKey' | 'privateKey'>> => {
  const { private_key: privateKey, public_key: publicKey } = keys ?? {};
  if (privateKey !== undefined) return { publicKey: publicKey ?? publicHalf(where, privateKey), privateKey };
  return publicKey === undefined ? makeKeyPair() : { publicKey, privateKey };
};

const publicHalf = (where: string, privateKey: string): string => {
  try {
    return String(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    throw new TypeError(`${where}: keys.private_key is no PEM that can be read (${wordsOf(error)})`, {
      cause: error,
    });
  }
};

const refuseTwice = (what: string, values: readonly string[]): void => {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new TypeError(`two applications have the ${what} ${twice}`);
};
