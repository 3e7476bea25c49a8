import { basename, resolve } from 'node:path';
import { valueAtPath } from '../../edge/config/config-issues.ts';
import { fileFailure } from '../../edge/config/config-problem.ts';
import { loadProgram } from '../../edge/config/program/load-program.ts';
import { programValue } from '../../edge/config/program/program-value.ts';
import { badUsage } from '../../failure.ts';
import { checkNcco, type LintOptions } from '../../lint/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Path } from '../../text/document.ts';
import { printable } from '../../text/printable.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { sourceText } from '../../text/source-text.ts';
import { valueDocument } from '../../text/value-document.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import type { GivenConfig } from './config-findings.ts';
import { whatHolds } from './find-nccos.ts';
import { type LintJob, lookAt, withNamedFiles } from './lint-files.ts';

/**
 * Runs a program and lints what it exports: an NCCO, a map of them, or a config. Its NCCOs have no lines, so findings
 * name the parts of the value. Functions in it are counted, not called.
 */
export const lintProgram = async (
  name: string,
  options: LintOptions,
  job: LintJob,
): Promise<readonly FileReport[]> => lintMade(await runProgram(name, job), options, job);

/** Runs a program and gives what it exports as JSON, with values that stand in it for functions. */
export const runProgram = async (name: string, { directory, seen }: LintJob): Promise<Made> => {
  const callsFunction = /^vonage-flow\.config\./.test(basename(name));
  const loaded = await loadProgram(resolve(directory, name), { cwd: directory, callsFunction, seen });
  if (!loaded.ok) throw fileFailure(printable(name), [loaded.problem], FAILURE_WIDTH);
  const { value, functions, faults } = programValue(loaded.value, () => true);
  const [fault] = faults;
  if (fault) {
    throw badUsage({
      what: `${name} exports no NCCO: ${fault.message}`,
      tryThis: 'export what Vonage gets: a list of actions',
    });
  }
  return { name, value, functions: new Set(functions.keys()) };
};

/** An error is read as prose: as wide as that of a pipe. */
const FAILURE_WIDTH = 80;

/** What a program made, and the values that stand in it for functions. */
export interface Made {
  readonly name: string;
  readonly value: Json;
  readonly functions: ReadonlySet<Json>;
}

/** Lints what a program made. */
export const lintMade = async (
  { name, value, functions }: Made,
  options: LintOptions,
  job: LintJob,
): Promise<readonly FileReport[]> => {
  const source = sourceText(name, '');
  const count = functions.size > 0 ? { functions: functions.size } : {};
  if (functions.has(value)) return [{ source, findings: [], ...count }];
  const origin = { name, isFound: false };
  const whole = whatHolds({ value }, origin);
  const looked = isJsonObject(value) && whole.kind !== 'config' ? withoutFunctions(value, functions) : value;
  const held = looked === value ? whole : whatHolds({ value: looked }, origin);
  if (held.kind === 'ncco' || held.kind === 'other') {
    const isOnlyFunctions = isJsonObject(looked) && Object.keys(looked).length === 0 && functions.size > 0;
    return [{ source, findings: isOnlyFunctions ? [] : checkNcco(looked, options), ...count }];
  }
  const lint = (path: Path, within: LintOptions): readonly Diagnostic[] =>
    checkNcco(valueAtPath(looked, path), within).map((found) => below(path, found));
  const look = lookAt(held, lint, options);
  const config = held.kind === 'config' ? { config: givenConfig(name, value, functions) } : {};
  return withNamedFiles({ source, findings: look.findings, ...count }, { ...look, ...config }, job);
};

/** Functions only have to be known here; nobody asks them. */
const givenConfig = (name: string, value: Json, functions: ReadonlySet<Json>): GivenConfig => {
  const document = valueDocument(name, value);
  return {
    document,
    pathAt: document.pathAt,
    functions: {
      nccoAt: (part) =>
        functions.has(part) ? async () => ({ is: 'problem', problem: 'is not asked' }) : undefined,
      whenAt: (part) => (functions.has(part) ? () => false : undefined),
    },
  };
};

/** The NCCOs of a map that are functions leave the others. */
const withoutFunctions = (value: Json, functions: ReadonlySet<Json>): Json =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => !functions.has(inner)))
    : value;

/** A finding of an NCCO as one of the whole that it stands in. */
const below = (base: Path, found: Diagnostic): Diagnostic => ({
  ...found,
  path: [...base, ...found.path],
  related: found.related.map((place) => ({ ...place, path: [...base, ...place.path] })),
});
