import { printable } from '../printable.ts';

/** One test of a JUnit report. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly seconds?: number;
  /** Why it failed: the first line of it in a list, and all of it. */
  readonly failure?: { readonly message: string; readonly text: string };
  /** What is to be said of one that did not fail. */
  readonly output?: string;
}

/** A JUnit report with one suite. */
export const junitXml = (suite: string, cases: readonly JunitCase[]): string => {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${xmlText(suite)}" tests="${cases.length}" failures="${failures}">`,
    ...cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

const caseXml = ({ classname, name, seconds, failure, output }: JunitCase): string => {
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`;
  const begin = `    <testcase classname="${xmlText(classname)}" name="${xmlText(name)}"${time}`;
  const inside = failure
    ? `<failure message="${xmlText(failure.message)}">${xmlText(failure.text)}</failure>`
    : output !== undefined && `<system-out>${xmlText(output)}</system-out>`;
  return inside ? `${begin}>\n      ${inside}\n    </testcase>` : `${begin}/>`;
};

/** XML knows no control characters, not even escaped, so they are written out first; line breaks stay. */
const xmlText = (text: string): string =>
  text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
