import type { CallOutcome } from '../../edge/emulator/running-emulator.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Palette } from '../../sinks/palette.ts';
import { printable } from '../../text/printable.ts';

/** Whether a call went well, and if not, why. */
export interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly call: string;
  readonly conversation: string;
  /** Webhooks that the platform sent, tries counted singly. */
  readonly webhooks: number;
}

/**
 * Judges a call: wrong are an error webhook, a refused NCCO, a webhook that nobody answered, and a missing `completed`.
 *
 * @param failed what was seen on the way beyond the outcome's own problems
 */
export const verdictOf = (
  outcome: CallOutcome,
  failed: readonly string[],
  flow: Flow | undefined,
): Verdict => {
  const problems = [...new Set([...outcome.problems, ...failed])];
  if (!outcome.completed) problems.push('the caller’s leg never reached "completed"');
  return {
    ok: problems.length === 0,
    problems,
    call: outcome.call,
    conversation: outcome.conversation,
    webhooks: flow?.moments.filter(({ step }) => step === '2' || step === '5a' || step === '5b').length ?? 0,
  };
};

export const verdictLines = (verdict: Verdict, palette: Palette): readonly string[] =>
  verdict.ok
    ? [palette.good(`✓ The call went well: ${verdict.webhooks} webhooks, completed.`)]
    : [
        palette.bad('✗ The call did not go well:'),
        ...verdict.problems.map((problem) => `  - ${printable(problem)}`),
      ];
