import type { z } from 'zod';
import { FORWARD_KEYS } from '../../flow/forward-plan.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Document, Path } from '../../text/document.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import type { ConfigProblem } from './config-problem.ts';
import { ALLOWED, type ConfigKey } from './config-schema.ts';
import { found } from './found.ts';
import { isCredentialName } from './mask-secrets.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in words of the config: what stands there, and what may. */
export const issueProblems = (issues: readonly Issue[], document: Document): readonly ConfigProblem[] => {
  const problems = issues
    .flatMap(inMap)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) =>
            issue.path.length === 0 ? unknownKey(key, document) : unknownInside(pathOf(issue), key, document),
          )
        : issue.code === 'invalid_key'
          ? [badName(pathOf(issue), document)]
          : [valueProblem(pathOf(issue), document)],
    );
  // Two rules that one value breaks are one fault.
  return problems.filter(
    (problem, index) =>
      problems.findIndex(
        (other) => other.message === problem.message && other.range.start === problem.range.start,
      ) === index,
  );
};

/** Of the maps whose names the user chooses only `sockets` checks them here. */
const badName = (path: Path, document: Document): ConfigProblem => ({
  source: document.source,
  range: document.keyRangeOf(path),
  message: `${found(String(path.at(-1)))} is no name for a WebSocket`,
  hint: 'a name is 1 to 64 letters (a to z), digits, _ and -',
});

/** A map where one text would do as well: what is wrong is inside it, and all of that is told. */
const inMap = (issue: Issue): readonly Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const inside = issue.errors.find((member) =>
    member.some(({ code, path }) => code === 'unrecognized_keys' || path.length > 0),
  );
  return inside?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue];
};

/** A union tells what each of its members found; the one that got furthest knows the place. */
const pathOf = (issue: Issue): Path => {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code !== 'invalid_union') return path;
  const inner = issue.errors.flatMap((member) => member.slice(0, 1).map(pathOf));
  const longest = inner.reduce<Path>((best, other) => (other.length > best.length ? other : best), []);
  return [...path, ...longest];
};

const unknownKey = (key: string, document: Document): ConfigProblem => {
  const { source } = document;
  const range = document.keyRangeOf([key]);
  if (isCredentialName(key)) {
    return {
      source,
      range,
      secrets: [document.rangeOf([key])],
      message: `"${key}" is a credential, and credentials never live in the config`,
      hint: 'put it into the environment: VONAGE_API_KEY and VONAGE_API_SECRET, VONAGE_PRIVATE_KEY, VONAGE_SIGNATURE_SECRET; and if this file was ever shared, change it',
    };
  }
  return {
    source,
    range,
    message: `unknown key "${key}"`,
    hint: didYouMean(key, CONFIG_KEYS) ?? `keys: ${CONFIG_KEYS.join(', ')}`,
  };
};

const SLOT_WISHES = ['url', 'method'];
/** Voice only has them (applications-api.md §2.2). */
const TIMEOUT_WISHES = ['connectTimeout', 'socketTimeout'];

/** The keys with fixed names inside are `forward` and `webhooks`: slots, and what is said of one. */
const unknownInside = (path: Path, name: string, document: Document): ConfigProblem => {
  if (path[0] === 'forward') {
    return {
      source: document.source,
      range: document.keyRangeOf([...path, name]),
      message: `there is no slot "${name}"`,
      hint: didYouMean(name, FORWARD_KEYS) ?? `slots: ${FORWARD_KEYS.join(', ')}`,
    };
  }
  const [, slot] = path;
  const names =
    slot === undefined
      ? SLOT_IDS
      : [...SLOT_WISHES, ...(String(slot).startsWith('voice.') ? TIMEOUT_WISHES : [])];
  return {
    source: document.source,
    range: document.keyRangeOf([...path, name]),
    message:
      slot === undefined ? `there is no slot "${name}"` : `webhooks.${slot} cannot have the key "${name}"`,
    hint: didYouMean(name, names) ?? `${slot === undefined ? 'slots' : 'keys'}: ${names.join(', ')}`,
  };
};

const valueProblem = (path: Path, document: Document): ConfigProblem => {
  const { source } = document;
  const [key, index] = path;
  if (key === undefined) {
    return {
      source,
      range: document.rangeOf([]),
      message: `a config is keys and their values, not ${found(document.value)}`,
    };
  }
  // Issues of unknown keys have another code, so the path begins with a known one.
  const allowed = ALLOWED[key as ConfigKey];
  const value = valueAtPath(document.value, path);
  const name =
    index === undefined ? String(key) : typeof index === 'number' ? `${key}[${index}]` : `${key}.${index}`;
  return {
    source,
    range: document.rangeOf(path),
    message: `${name} is ${found(value)}`,
    hint:
      (index === undefined ? asList(key as ConfigKey, value) : suggestion(key as ConfigKey, value)) ??
      `it has to be ${(index === undefined ? undefined : allowed.item) ?? allowed.whole}`,
  };
};

/** The value at a path, undefined when there is none. */
export const valueAtPath = (root: Json, path: Path): Json | undefined => {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isJsonObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
};

/** One item where a list belongs is the most common slip. */
const asList = (key: ConfigKey, value: Json | undefined): string | undefined =>
  key !== 'tunnel' && key !== 'forward' && ALLOWED[key].item !== undefined && typeof value === 'string'
    ? `it has to be ${ALLOWED[key].whole}, such as [${JSON.stringify(value)}]`
    : undefined;

/** The very text to write instead, where it can be guessed. */
const suggestion = (key: ConfigKey, value: Json | undefined): string | undefined => {
  if (key === 'borrow' && typeof value === 'string') {
    const words = didYouMean(value, SLOT_IDS);
    return words && `${words} Slots: ${SLOT_IDS.join(', ')}`;
  }
  if (key === 'numbers' && typeof value === 'string') {
    const digits = value.replace(/\D/g, '').replace(/^00/, '');
    if (/^[1-9]\d{6,14}$/.test(digits)) return `Vonage writes numbers as digits only: "${digits}"`;
  }
  if (key === 'users' && typeof value === 'number') return `put quotes around it: "${value}"`;
  return undefined;
};
