import { type JunitCase, junitXml } from '../../text/report/junit-xml.ts';
import type { Verdict } from './verdict.ts';
import { reasonLines } from './verdict-lines.ts';

/** A call as a test of a report. */
export interface TestedCall {
  /** The file of its scenario, or `call`. */
  readonly group: string;
  readonly name: string;
  readonly seconds: number;
  readonly verdict: Verdict;
}

/** No line of a report is cut. */
const ANY_WIDTH = Number.POSITIVE_INFINITY;

/** The calls as a JUnit report. */
export const junitOf = (calls: readonly TestedCall[]): string =>
  junitXml('vonage-flow call', calls.map(caseOf));

const caseOf = ({ group, name, seconds, verdict }: TestedCall): JunitCase => {
  const lines = reasonLines(verdict, ANY_WIDTH);
  const text = lines.join('\n');
  return {
    classname: group,
    name,
    seconds,
    ...(verdict.ok
      ? lines.length > 0 && { output: text }
      : { failure: { message: lines[0]?.replace(/^ +- (?:expected +)?/, '') ?? '', text } }),
  };
};
