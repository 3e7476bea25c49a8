import type { Document, Path } from '../text/document.ts';
import type { Json } from '../vonage/json.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { diagnosticOf, type Site } from './locate.ts';
import { makePlan } from './plan.ts';
import type { Context, Finding, Rule } from './rule.ts';
import { walk } from './walk.ts';

export interface CheckerOptions {
  /** Another severity for all findings of a rule, or none at all. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** Texts may hold `{{ … }}`, which this program fills in. True when left out. */
  readonly fillsTemplates?: boolean;
  /** Addresses that templates may name, as `urls.menu` and `wss.bot`; without it none is called unknown. */
  readonly addresses?: ReadonlySet<string>;
  /** Those of them whose reply is always an NCCO. */
  readonly answeringAddresses?: ReadonlySet<string>;
  /** The users of the application; without it none is called unknown. */
  readonly users?: ReadonlySet<string>;
  /** The calls are made on this machine, so that `localhost` is a good address. */
  readonly reachesLocalhost?: boolean;
}

/** Checks NCCOs, one after the other. */
export interface Checker {
  /** `base`: where in the document the NCCO is. */
  check(ncco: Json, document?: Document, base?: Path): Diagnostic[];
  /** What a rule would say of the document itself. */
  severityOf(rule: Rule): Severity | 'off';
}

interface Found {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly finding: Finding;
}

const AT_ROOT: Path = [];

/** Makes the rules ready, once for many NCCOs. */
export const makeChecker = (rules: readonly Rule[], options: CheckerOptions): Checker => {
  let found: Found[] = [];
  const severityOf = (rule: Rule): Severity | 'off' => options.severities?.[rule.id] ?? rule.severity;
  const contextOf = (rule: Rule): Context => ({
    fillsTemplates: options.fillsTemplates ?? true,
    addresses: options.addresses,
    answeringAddresses: options.answeringAddresses,
    users: options.users,
    reachesLocalhost: options.reachesLocalhost ?? false,
    report: (finding) => {
      found.push({ rule, severity: severityFor(rule, finding, options.severities?.[rule.id]), finding });
    },
  });
  const visitors = rules
    .filter((rule) => severityOf(rule) !== 'off')
    .map((rule) => rule.create(contextOf(rule)));
  const plan = makePlan(visitors);
  return {
    severityOf,
    check: (ncco, document, base = AT_ROOT) => {
      found = [];
      walk(ncco, plan);
      if (found.length === 0) return [];
      const site: Site = { document, base };
      return inOrder(found.map(({ rule, severity, finding }) => diagnosticOf(rule, severity, finding, site)));
    },
  };
};

const severityFor = (rule: Rule, finding: Finding, wanted: Severity | 'off' | undefined): Severity => {
  // Rules that are off have no visitor, so nothing of them is reported.
  if (wanted !== undefined && wanted !== 'off') return wanted;
  const severity = finding.severity ?? rule.severity;
  return severity === 'error' && finding.isUncertain ? 'warning' : severity;
};

/** As one reads: by place in the text, else by action. */
const inOrder = (diagnostics: Diagnostic[]): Diagnostic[] => {
  if (diagnostics.length < 2) return diagnostics;
  const rankOf = ({ range, path }: Diagnostic): number =>
    range?.start ?? path.find((step) => typeof step === 'number') ?? 0;
  const ranked = diagnostics.map((diagnostic) => ({ diagnostic, rank: Number(rankOf(diagnostic)) }));
  // Sorting is stable: findings at one place stay in the order of the rules.
  return ranked.sort((one, other) => one.rank - other.rank).map(({ diagnostic }) => diagnostic);
};
