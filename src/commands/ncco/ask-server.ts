import { askForNcco } from '../../edge/ask-for-ncco.ts';
import { checkParsed, type LintOptions } from '../../lint/check.ts';
import { answerStatus } from '../../lint/other-findings.ts';
import { parseJsonDocument } from '../../text/json-document.ts';
import type { FileReport, Finding } from '../../text/report/finding.ts';
import { sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import type { ValidateFlags } from './flags.ts';

/** Who is called when nobody says otherwise: reserved for fiction, as the caller. */
const DEFAULT_CALLED = '14155550100';

/** Asks an address for an NCCO as Vonage would, tells how it answered, and lints what came. */
export const askServer = async (
  url: string,
  flags: ValidateFlags,
  options: LintOptions,
  world: World,
): Promise<FileReport> => {
  const method = flags.method ?? 'GET';
  const call = { method, from: flags.from ?? DEFAULT_CALLER, to: flags.to ?? DEFAULT_CALLED };
  const { status, contentType, milliseconds, text } = await askForNcco(url, call, world);
  world.stderr.write(`${method} ${url}: ${status}, ${contentType}, ${Math.round(milliseconds)} ms\n`);
  const source = sourceText(url, text);
  const findings: readonly Finding[] = [
    ...ofStatus(status, method),
    // A server fills its texts in by itself: braces in what it sends are braces.
    ...(status >= 200 && status < 300
      ? checkParsed(parseJsonDocument(source), { ...options, fillsTemplates: false, reachesLocalhost: true })
      : []),
  ];
  return { source, findings };
};

const ofStatus = (status: number, method: string): readonly Finding[] => {
  if (status >= 200 && status < 300) return [];
  const other = method === 'GET' ? 'POST' : 'GET';
  return [
    {
      rule: answerStatus.id,
      severity: answerStatus.severity,
      message: `the server answered with ${status}`,
      why: answerStatus.why,
      ...((status === 404 || status === 405) && {
        suggestion: `is the route for ${other}? Then ask with --method ${other}, and set the application's method to it`,
      }),
      related: [],
    },
  ];
};
