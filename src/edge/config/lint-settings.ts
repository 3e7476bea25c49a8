import type { Severity } from '../../lint/diagnostic.ts';
import { severityOf } from '../../lint/severity-words.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Document, Path } from '../../text/document.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import type { ConfigProblem } from './config-problem.ts';
import { found } from './found.ts';

/** What a config says about the linter, under its key `lint`; the command line goes before it. */
export interface LintSettings {
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** More warnings than this are a failure of `ncco validate`. */
  readonly maxWarnings?: number;
  /** `ncco validate` shows errors only. */
  readonly quiet?: boolean;
}

export const NO_LINT_SETTINGS: LintSettings = { severities: {} };

const KEYS = ['rules', 'maxWarnings', 'quiet'] as const;

/**
 * Reads the key `lint` of a config, without the schema of the rest: `ncco validate` wants nothing else of a config
 * and starts without it. All faults at once.
 */
export const readLintSettings = async (
  document: Document,
): Promise<{ readonly settings: LintSettings; readonly problems: readonly ConfigProblem[] }> => {
  const lint = isJsonObject(document.value) ? document.value['lint'] : undefined;
  if (lint === undefined) return { settings: NO_LINT_SETTINGS, problems: [] };
  const problems: ConfigProblem[] = [];
  const complain = (path: Path, message: string, hint: string, atName = false): undefined => {
    const at: Path = ['lint', ...path];
    const range = atName ? document.keyRangeOf(at) : document.rangeOf(at);
    problems.push({ source: document.source, range, message, hint });
  };
  if (!isJsonObject(lint)) {
    complain([], `lint is ${found(lint)}`, 'it has to be settings for the linter: rules, maxWarnings, quiet');
    return { settings: NO_LINT_SETTINGS, problems };
  }
  for (const key of Object.keys(lint)) {
    if ((KEYS as readonly string[]).includes(key)) continue;
    complain([key], `unknown key "lint.${key}"`, didYouMean(key, KEYS) ?? `keys: ${KEYS.join(', ')}`, true);
  }
  const { maxWarnings, quiet } = lint;
  if (maxWarnings !== undefined && !(Number.isSafeInteger(maxWarnings) && Number(maxWarnings) >= 0)) {
    complain(
      ['maxWarnings'],
      `lint.maxWarnings is ${found(maxWarnings)}`,
      'it has to be a whole number from 0',
    );
  }
  if (quiet !== undefined && typeof quiet !== 'boolean')
    complain(['quiet'], `lint.quiet is ${found(quiet)}`, 'it has to be true or false');
  const severities = await readSeverities(lint['rules'], complain);
  return {
    settings: {
      severities,
      ...(typeof maxWarnings === 'number' && { maxWarnings }),
      ...(typeof quiet === 'boolean' && { quiet }),
    },
    problems,
  };
};

type Complain = (path: Path, message: string, hint: string, atName?: boolean) => void;

const readSeverities = async (
  rules: Json | undefined,
  complain: Complain,
): Promise<LintSettings['severities']> => {
  if (rules === undefined) return {};
  if (!isJsonObject(rules)) {
    complain(['rules'], `lint.rules is ${found(rules)}`, 'it has to be rules and off, info, warn or error');
    return {};
  }
  // Commands that read a config without a word about rules need not load them.
  const { RULES } = await import('../../lint/rules.ts');
  const ids = RULES.map(({ id }) => id);
  const severities: Record<string, Severity | 'off'> = {};
  for (const [id, word] of Object.entries(rules)) {
    const path = ['rules', id];
    if (!ids.includes(id)) {
      const hint = didYouMean(id, ids) ?? 'list them: vonage-flow ncco rules';
      complain(path, `there is no rule "${id}"`, hint, true);
      continue;
    }
    const severity = severityOf(word);
    if (severity) severities[id] = severity;
    else complain(path, `lint.rules.${id} is ${found(word)}`, 'it has to be off, info, warn or error');
  }
  return severities;
};
