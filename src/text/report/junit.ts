import { printable } from '../printable.ts';
import { type FileReport, placeOf } from './finding.ts';

/** The report as JUnit XML (`--format junit`): a test case a file, failed when it has an error. */
export const junitReport = (files: readonly FileReport[]): string => {
  const cases = files.map(({ source, findings }) => {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const lines = findings.map((finding) => {
      const { severity, rule, message } = finding;
      return `${placeOf(source, finding)} ${severity} [${rule}] ${message}`;
    });
    const name = xmlText(source.name);
    if (findings.length === 0) return `    <testcase classname="ncco" name="${name}"/>`;
    const text = xmlText(lines.join('\n'));
    return errors.length > 0
      ? `    <testcase classname="ncco" name="${name}">\n      <failure message="${xmlText(errors[0]?.message ?? '')}">${text}</failure>\n    </testcase>`
      : `    <testcase classname="ncco" name="${name}">\n      <system-out>${text}</system-out>\n    </testcase>`;
  });
  const failures = files.filter(({ findings }) =>
    findings.some(({ severity }) => severity === 'error'),
  ).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="vonage-flow ncco validate" tests="${files.length}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
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
