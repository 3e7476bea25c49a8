import { describe, expect, it } from 'vitest';
import { githubReport } from '../../../src/text/report/github.ts';
import { ODD_REPORTS } from './reports.ts';

/** As the runner of GitHub reads a workflow command: https://github.com/actions/runner, ActionCommand.cs. */
const readAsRunner = (line: string) => {
  const [, command = '', properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescapeData = (text: string): string =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const unescapeProperty = (text: string): string =>
    unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const pairs = properties.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name, unescapeProperty(value.join('='))] as const;
  });
  return { command, ...Object.fromEntries(pairs), data: unescapeData(data) };
};

describe('the report as annotations of GitHub', () => {
  it('is one line a finding, with everything encoded that would end it early', async () => {
    const report = githubReport(ODD_REPORTS);
    expect(report.trimEnd().split('\n')).toHaveLength(4);
    await expect(report).toMatchFileSnapshot('../../cases/report/github.txt');
  });

  it('gives the runner back what was meant', () => {
    const lines = githubReport(ODD_REPORTS).trimEnd().split('\n').map(readAsRunner);
    expect(lines.map(({ command }) => command)).toEqual(['error', 'warning', 'notice', 'warning']);
    expect(lines[0]).toMatchObject({
      file: 'nccos/100%, a:b.json',
      line: '2',
      col: '15',
      endColumn: '21',
      title: 'unknown-action',
      data: 'there is no action "tälk": 100% sure, <really> & truly\nFirst line,\nsecond line.\\r\nThird.\n→ write "talk"',
    });
    // The runner takes columns only for a stretch of one line.
    expect(lines[1]).toMatchObject({ line: '2', endLine: '3' });
    expect(lines[1]).not.toHaveProperty('col');
  });
});
