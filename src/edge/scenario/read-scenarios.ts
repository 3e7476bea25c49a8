import { dirname, isAbsolute, join } from 'node:path';
import { badUsage, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Document, Path } from '../../text/document.ts';
import { printable } from '../../text/printable.ts';
import { readDocument } from '../../text/read-document.ts';
import { positionAt, sourceText } from '../../text/source-text.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { type ConfigProblem, fileFailure } from '../config/config-problem.ts';
import { found } from '../config/found.ts';
import { type NccoText, readNccoFiles } from '../ncco-files.ts';
import { pathOfWords } from './path-of-words.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIO_KEYS, type ScenarioKeyName } from './scenario-keys.ts';

const KEYS = Object.keys(SCENARIO_KEYS);

/** What makes a file in a folder a scenario and not anything else that is written in YAML or JSON. */
const TELLING: readonly string[] = ['scenarios', 'expect', 'press', 'say', 'reactions', 'answerUrl'];

/**
 * Reads the scenarios of files and folders. A file holds one, a list of them, or `scenarios:` beside what they have in common.
 * @throws Failure that shows every fault with its place
 */
export const readScenarios = async (
  named: readonly string[],
  { cwd, columns }: { readonly cwd: string; readonly columns: number },
): Promise<readonly Scenario[]> => {
  const scenarios: Scenario[] = [];
  for (const file of await readNccoFiles(named, cwd, { words: FILE_WORDS })) {
    const document = await documentOf(file, columns);
    if (file.isFound && !isTelling(document.value)) continue;
    const problems: ConfigProblem[] = [];
    scenarios.push(...scenariosIn(document, problems));
    if (problems.length > 0) throw fileFailure(shownName(file), problems, columns);
  }
  if (scenarios.length > 0) return scenarios;
  throw badUsage({
    what: `There is no scenario in ${named.join(', ')}`,
    why: `A scenario is a YAML or JSON file with one of ${TELLING.join(', ')}.`,
    tryThis: 'see "Scenario files" in docs/testing-your-app.md',
  });
};

const FILE_WORDS = { file: 'a scenario file', isOnlyFile: true };

const shownName = ({ name }: NccoText): string => `the scenario file ${printable(name)}`;

const documentOf = async (file: NccoText, columns: number): Promise<Document> => {
  const { name, text, language } = file;
  if (language === 'program')
    throw badUsage({
      what: `${name} is a program, and scenarios are YAML or JSON`,
      tryThis: 'from code, use startEmulator: see docs/testing-your-app.md',
    });
  const source = sourceText(name, text);
  const document = await readDocument(source, language);
  if (document.ok) return document;
  const problems = document.problems.map(
    (problem): ConfigProblem => ({
      source,
      ...problem,
      ...(problem.message.startsWith('tags ') && { hint: 'what must not happen is written: not busy' }),
    }),
  );
  throw fileFailure(shownName(file), problems, columns);
};

const isTelling = (value: Json): boolean => {
  const first: Json | undefined = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  return isJsonObject(first) && TELLING.some((key) => key in first);
};

const scenariosIn = (document: Document, problems: ConfigProblem[]): readonly Scenario[] => {
  const { value } = document;
  const group = document.source.name;
  const list = (items: readonly Json[], under: Path, shared: Fields, title?: string) =>
    items.map((item, index): Scenario => {
      const path = [...under, index];
      const own = fieldsOf(document, item, path, KEYS, problems);
      checkTogether(document, { ...shared, ...own }, path, problems);
      return scenarioOf(group, nameAt(document, path), merged(shared, own), title);
    });
  if (Array.isArray(value)) return list(value as readonly Json[], [], {});
  const { scenarios } = isJsonObject(value) ? value : {};
  if (scenarios === undefined) {
    const fields = fieldsOf(document, value, [], KEYS, problems);
    checkTogether(document, fields, [], problems);
    return [scenarioOf(group, group, fields)];
  }
  const shared = fieldsOf(document, value, [], [...KEYS, 'scenarios'], problems);
  if (!Array.isArray(scenarios)) {
    problems.push(problem(document, ['scenarios'], 'scenarios is a list of scenarios'));
    return [];
  }
  const { name: title, ...common } = shared;
  return list(scenarios as readonly Json[], ['scenarios'], common, title as string | undefined);
};

/** Values by key, as their readers gave them. */
type Fields = Readonly<Partial<Record<ScenarioKeyName, unknown>>>;

const problem = (document: Document, path: Path, message: string, hint?: string): ConfigProblem => ({
  source: document.source,
  range: document.rangeOf(path),
  message,
  hint,
});

const nameAt = (document: Document, path: Path): string =>
  `${document.source.name}:${positionAt(document.source, document.rangeOf(path).start).line}`;

const fieldsOf = (
  document: Document,
  value: Json,
  path: Path,
  keys: readonly string[],
  problems: ConfigProblem[],
): Fields => {
  if (!isJsonObject(value)) {
    const message = `a scenario is keys and their values, not ${found(value)}`;
    problems.push(problem(document, path, message, 'for instance press: "1" and expect: completed'));
    return {};
  }
  const fields: Partial<Record<ScenarioKeyName, unknown>> = {};
  for (const [name, one] of Object.entries(value)) {
    if (name === '$schema' || (name === 'scenarios' && keys.includes(name))) continue;
    if (!Object.hasOwn(SCENARIO_KEYS, name)) {
      const hint = didYouMean(name, keys) ?? `keys: ${keys.join(', ')}`;
      const range = document.keyRangeOf([...path, name]);
      problems.push({ source: document.source, range, message: `unknown key "${name}"`, hint });
      continue;
    }
    // It has the key: that was looked up.
    const key = name as ScenarioKeyName;
    try {
      fields[key] = SCENARIO_KEYS[key].read(name, one);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // It is there, and said something.
      fields[key] = undefined;
      problems.push(fault(document, [...path, name], one, error.why ?? error.what));
    }
  }
  return fields;
};

/** The readers say in words where something is; the part that is meant is found by these words. */
const fault = (document: Document, path: Path, value: Json, why: string): ConfigProblem => {
  const inside = pathOfWords(String(path.at(-1)), value, why);
  const unknown = /^\S+ has no "([^"]+)"/.exec(why)?.[1];
  const [, message = why, hint] = /^(.*): (.*)$/s.exec(why) ?? [];
  return {
    source: document.source,
    range:
      unknown === undefined
        ? document.rangeOf([...path, ...inside])
        : document.keyRangeOf([...path, ...inside, unknown]),
    message,
    hint,
  };
};

/** What the keys of one scenario have to do with each other. */
const checkTogether = (document: Document, fields: Fields, path: Path, problems: ConfigProblem[]): void => {
  const at = (key: ScenarioKeyName): Path => [...path, key];
  const wrong = (key: ScenarioKeyName, message: string, hint: string): void => {
    problems.push({
      source: document.source,
      range: document.keyRangeOf(at(key)),
      message,
      hint,
    });
  };
  if (fields.customData !== undefined && !('as' in fields))
    wrong(
      'customData',
      'customData comes from an app, and a phone calls',
      'add the user who calls: as: alice',
    );
  if (fields.inOrder === true && !('expect' in fields))
    wrong('inOrder', 'inOrder is about what is expected, and nothing is', 'add expect, a list');
};

/** A user who calls has no number, whatever number the others call from. */
const merged = (shared: Fields, own: Fields): Fields => {
  const { from: _from, ...without } = shared;
  return { ...(own.as === undefined ? shared : without), ...own };
};

const scenarioOf = (group: string, place: string, fields: Fields, title?: string): Scenario => {
  const { name, expect, inOrder, maxAnswer, maxReply, ...rest } = fields;
  const { from, to, as, customData, press, say, reactions, callees, userStates, ...more } = rest;
  const { voice, hangUpAfterSeconds, ...others } = more;
  const { shuffle: shuffleMs, ...platform } = others;
  const caller = as === undefined ? { from } : { as };
  const person = { press, say, reactions, voice: voiceBeside(group, voice), hangUpAfterSeconds };
  const script = { ...caller, to, customData, ...person, callees, userStates };
  const words = (name as string | undefined) ?? place;
  return {
    name: title === undefined ? words : `${title} › ${words}`,
    group,
    // Each key's reader made what its place has.
    platform: withoutMissing({ ...platform, shuffleMs }) as Scenario['platform'],
    script: withoutMissing(script) as Scenario['script'],
    demands: {
      expectations: (expect ?? []) as Scenario['demands']['expectations'],
      inOrder: inOrder === true,
      maxAnswerMs: maxAnswer as number | undefined,
      maxReplyMs: maxReply as number | undefined,
    },
  };
};

/** Files are named as seen from the scenario, wherever the command was typed. */
const voiceBeside = (group: string, voice: unknown): unknown =>
  typeof voice === 'string' && /\.wav$/i.test(voice) && !isAbsolute(voice)
    ? join(dirname(group), voice)
    : voice;

const withoutMissing = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
