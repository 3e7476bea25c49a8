import type { NccoFaults } from '../flow/guard-ncco.ts';
import type { LintOptions } from '../lint/check.ts';
import { validateNcco } from '../lint/check-text.ts';
import type { Path } from '../text/document.ts';
import { pathWords } from '../text/path-words.ts';

/** More findings than this are an NCCO to be linted by itself. */
const MOST_FINDINGS = 10;

/** What does not drop the call and still leads nowhere, or is heard by the caller. */
const TOLD_AS_WARNINGS: ReadonlySet<string> = new Set(['local-url', 'unset-variable']);

/** NCCOs that need no filling in go out again and again: so many, and no longer ones, are looked at once. */
const MOST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 16_384;

/**
 * Tells what is wrong with an NCCO that goes out, ours or of the user's server, a line each: what would drop or change
 * the call, and of the rest what a program does wrong that made it.
 *
 * @param isLocal the calls are made on this machine, so that its own addresses are good ones
 */
export const nccoInspector = (
  { lint }: { readonly lint: { readonly severities?: LintOptions['severities'] } },
  isLocal: boolean,
): ((text: string) => NccoFaults) => {
  // One object for all: the rules are made ready once for each.
  const options: LintOptions = {
    fillsTemplates: false,
    reachesLocalhost: isLocal,
    ...(lint.severities && { severities: lint.severities }),
  };
  const known = new Map<string, NccoFaults>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const findings = validateNcco(text, options);
    const shown = (some: typeof findings): readonly string[] =>
      some.slice(0, MOST_FINDINGS).map(({ path, message, rule }) => `${placeIn(path)}${message} [${rule}]`);
    const faults: NccoFaults = {
      fatal: shown(findings.filter(({ severity }) => severity === 'error')),
      others: shown(
        findings.filter(({ severity, rule }) => severity === 'warning' && TOLD_AS_WARNINGS.has(rule)),
      ),
    };
    if (known.size >= MOST_REMEMBERED) known.clear();
    if (text.length <= LONGEST_REMEMBERED) known.set(text, faults);
    return faults;
  };
};

/** Only what would drop or change the call. */
export const fatalFaults =
  (inspect: (text: string) => NccoFaults) =>
  (text: string): readonly string[] =>
    inspect(text).fatal;

/** `[2].endpoint: `, or nothing for the whole. */
const placeIn = (path: Path): string => (path.length === 0 ? '' : `${pathWords(path)}: `);
