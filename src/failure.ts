/**
 * How a command ended, as the process exit code. DESIGN: 0 fine, 1 problems found, 2 bad usage or config, 3 could not do
 * it. 126 and 127 are what shells say of a program that cannot be started, and of one that is not there.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 126 | 127 | 130;

export interface FailureParts {
  /** What happened, one sentence without a full stop at the end of a URL. */
  readonly what: string;
  /** Why it happened or why it matters. */
  readonly why?: string | undefined;
  /** What to do next, one step an entry. */
  readonly tryThis: string | readonly string[];
  /** Lines of source or output that show the place, printed as they are. */
  readonly excerpt?: string | undefined;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/**
 * An expected end: something outside this program is not as it has to be. Carries what happened, why, and what
 * to try next; `main.ts` is the only place that prints one. Everything else that is thrown is a bug of ours.
 */
export class Failure extends Error {
  readonly what: string;
  readonly why: string | undefined;
  readonly tryThis: readonly string[];
  readonly excerpt: string | undefined;
  readonly exitCode: ExitCode;

  constructor(parts: FailureParts) {
    super(parts.what, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'Failure';
    this.what = parts.what;
    this.why = parts.why;
    this.tryThis = typeof parts.tryThis === 'string' ? [parts.tryThis] : parts.tryThis;
    this.excerpt = parts.excerpt;
    this.exitCode = parts.exitCode ?? 3;
  }
}

/** A failure of what the user typed or wrote into a file: exit code 2. */
export const badUsage = (parts: Omit<FailureParts, 'exitCode'>): Failure =>
  new Failure({ ...parts, exitCode: 2 });

/** A stop that was asked for while nothing was left behind yet: an end ahead of time, and a normal one. */
export const stoppedBefore = (what: string): Failure =>
  new Failure({ what: `Stopped before ${what}`, tryThis: 'start again when you like', exitCode: 0 });

/** Ctrl-C or Ctrl-D at a question: the exit code is that of a Ctrl-C, so that nothing that follows by `&&` is started. */
export const stoppedAtQuestion = (before: string): Failure =>
  new Failure({ what: `Stopped before ${before}`, tryThis: 'start again when you like', exitCode: 130 });

/** What happened and why, in one line, for a place where no Failure is printed whole; of any other thrown value its words. */
export const reasonOf = (error: unknown): string =>
  error instanceof Failure ? [error.what, error.why].filter(Boolean).join('. ') : wordsOf(error);

/** The words of any thrown value, without a stack. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // Where a name has several addresses Node tells of all of them, and says nothing itself.
  const [first] = error instanceof AggregateError && error.message === '' ? error.errors : [];
  if (first instanceof Error) return wordsOf(first);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = codeOf(error) ?? codeOf(cause);
  const words = error.message === 'fetch failed' && cause ? cause.message : error.message;
  return code !== undefined && !words.includes(code)
    ? `${words || error.name} (${code})`
    : words || error.name;
};

/** Node's error code (`ECONNREFUSED`, `ENOENT` …) of a thrown value, when it has one. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
