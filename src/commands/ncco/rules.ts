import { badUsage, type ExitCode } from '../../failure.ts';
import { OTHER_FINDINGS, type OtherFinding } from '../../lint/other-findings.ts';
import { RULES } from '../../lint/rules.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { wrap } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import type { RulesFlags } from './flags.ts';

const ALL: readonly OtherFinding[] = [...RULES, ...OTHER_FINDINGS];

/** `vonage-flow ncco rules [id]`: all rules in reading order, or one explained. */
export const runRules = async (
  id: string | undefined,
  flags: RulesFlags,
  world: World,
): Promise<ExitCode> => {
  const rules = id === undefined ? ALL : ALL.filter((rule) => rule.id === id);
  if (rules.length === 0) {
    throw badUsage({
      what: `There is no rule "${id ?? ''}"`,
      tryThis: [
        ...[
          didYouMean(
            id ?? '',
            ALL.map((rule) => rule.id),
          ),
        ].filter((words) => words !== undefined),
        'list them: vonage-flow ncco rules',
      ],
    });
  }
  if (flags.json) {
    const listed = rules.map(({ id: name, severity, law, why, source, note }) => ({
      id: name,
      severity,
      law,
      why,
      source,
      note,
    }));
    world.stdout.write(`${JSON.stringify(listed, undefined, 2)}\n`);
    return 0;
  }
  const width = world.stdout.isTerminal ? Math.min(world.stdout.columns(), 100) : 100;
  const [only] = rules;
  if (id !== undefined && only) {
    const paragraphs = [
      only.law,
      only.why,
      ...(only.note === undefined ? [] : [only.note]),
      `Source: ${placeOf(only.source)}.${RULES.some((rule) => rule === only) ? ' Examples: docs/rules.md.' : ''}`,
    ];
    const text = paragraphs.map((paragraph) => wrap(paragraph, width).join('\n')).join('\n\n');
    world.stdout.write(`${only.id} (${only.severity})\n\n${text}\n`);
    return 0;
  }
  const longest = Math.max(...ALL.map((rule) => rule.id.length));
  const lines = rules.flatMap(({ id: name, severity, law }) => {
    const [first = '', ...rest] = wrap(law, Math.max(20, width - longest - 11));
    const indent = ' '.repeat(longest + 11);
    return [
      `${name.padEnd(longest)}  ${severity.padEnd(7)}  ${first}`,
      ...rest.map((line) => `${indent}${line}`),
    ];
  });
  world.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

/** The pages of facts are part of the package; rules name them without their folder. */
const placeOf = (source: string): string => source.replace(/^[a-z-]+\.md/, 'docs/facts/$&');
