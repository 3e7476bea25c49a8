import { DEEPEST_NESTING, type TextProblem } from '../text/document.ts';
import type { Checker } from './checker.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Rule } from './rule.ts';
import { duplicateKey } from './rules/duplicate-key.ts';
import { syntax } from './rules/syntax.ts';
import { tooDeep } from './rules/too-deep.ts';

const RULE_OF_PROBLEM = { 'duplicate-key': duplicateKey, 'too-deep': tooDeep };

/** What the reader of a text found, as diagnostics of the rules for it. */
export const problemDiagnostics = (checker: Checker, problem: TextProblem): Diagnostic[] => {
  const { message, range, kind, first } = problem;
  const rule = kind ? RULE_OF_PROBLEM[kind] : syntax;
  return ofRule(checker, rule, {
    message,
    range,
    related: first ? [{ path: [], range: first, message: 'the first one is here' }] : [],
  });
};

/** For a value that was never a text. */
export const depthDiagnostics = (checker: Checker): Diagnostic[] =>
  ofRule(checker, tooDeep, { message: `nested deeper than ${DEEPEST_NESTING} levels`, related: [] });

const ofRule = (
  checker: Checker,
  rule: Rule,
  found: Pick<Diagnostic, 'message' | 'range' | 'related'>,
): Diagnostic[] => {
  const severity = checker.severityOf(rule);
  // What made a text unreadable cannot be switched off: silence would mean that the NCCO is fine.
  if (severity === 'off' && rule.isAlwaysOn !== true) return [];
  const { why } = rule;
  return [
    { rule: rule.id, severity: severity === 'off' ? rule.severity : severity, why, path: [], ...found },
  ];
};
