import type { LintOptions } from '../lint/check.ts';
import { validateNcco } from '../lint/check-text.ts';
import type { Path } from '../text/document.ts';
import { pathWords } from '../text/path-words.ts';

/** More findings than this are an NCCO to be linted by itself. */
const MOST_FINDINGS = 10;

/** NCCOs that need no filling in go out again and again: so many, and no longer ones, are looked at once. */
const MOST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 16_384;

/**
 * Tells what is wrong with an NCCO that goes out, ours or of the user's server, a line each; only what would drop or
 * change the call.
 *
 * @param isLocal the calls are made on this machine, so that its own addresses are good ones
 */
export const nccoInspector = (
  { lint }: { readonly lint: { readonly severities?: LintOptions['severities'] } },
  isLocal: boolean,
): ((text: string) => readonly string[]) => {
  // One object for all: the rules are made ready once for each.
  const options: LintOptions = {
    fillsTemplates: false,
    reachesLocalhost: isLocal,
    ...(lint.severities && { severities: lint.severities }),
  };
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const faults = validateNcco(text, options)
      .filter(({ severity }) => severity === 'error')
      .slice(0, MOST_FINDINGS)
      .map(({ path, message, rule }) => `${placeIn(path)}${message} [${rule}]`);
    if (known.size >= MOST_REMEMBERED) known.clear();
    if (text.length <= LONGEST_REMEMBERED) known.set(text, faults);
    return faults;
  };
};

/** `[2].endpoint: `, or nothing for the whole. */
const placeIn = (path: Path): string => (path.length === 0 ? '' : `${pathWords(path)}: `);
