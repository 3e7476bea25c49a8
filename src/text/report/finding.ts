import type { Range, SourceText } from '../source-text.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One finding in a text, as reports print it. A linter's diagnostics fit. */
export interface Finding {
  /** Id of the rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly suggestion?: string;
  /** Where; without it the whole text is meant. */
  readonly range?: Range;
  /** How it can be mended. */
  readonly fix?: { readonly title: string; readonly isSafe: boolean };
  readonly related: readonly { readonly message: string; readonly range?: Range }[];
}

/** The findings of one text. */
export interface FileReport {
  readonly source: SourceText;
  readonly findings: readonly Finding[];
  /** It is a text that `--fix` can write. */
  readonly isMendable?: boolean;
}

/** What `--fix` would do about a finding, in words; undefined when it leaves it. */
export const mendingOf = ({ isMendable }: FileReport, { fix }: Finding): string | undefined =>
  isMendable && fix?.isSafe ? fix.title : undefined;

/** How many of each, over all files. */
export const countFindings = (files: readonly FileReport[]): Readonly<Record<Severity, number>> => {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity] += 1;
  return counts;
};
