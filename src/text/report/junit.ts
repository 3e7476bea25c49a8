import { type FileReport, placeOf } from './finding.ts';
import { type JunitCase, junitXml } from './junit-xml.ts';

/** The report as JUnit XML (`--format junit`): a test case a file, failed when it has an error. */
export const junitReport = (files: readonly FileReport[]): string =>
  junitXml('vonage-flow ncco validate', files.map(fileCase));

const fileCase = ({ source, findings }: FileReport): JunitCase => {
  const error = findings.find(({ severity }) => severity === 'error');
  const text = findings
    .map((finding) => {
      const { severity, rule, message } = finding;
      return `${placeOf(source, finding)} ${severity} [${rule}] ${message}`;
    })
    .join('\n');
  return {
    classname: 'ncco',
    name: source.name,
    ...(error ? { failure: { message: error.message, text } } : findings.length > 0 && { output: text }),
  };
};
