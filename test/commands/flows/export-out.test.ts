import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportFormat } from '../../../src/commands/flows/export-format.ts';
import { flowsHere } from '../../support/flows-here.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

describe('the format of an export', () => {
  it.each([
    [{}, 'json'],
    [{ out: 'call.json' }, 'json'],
    [{ out: 'call.HTML' }, 'html'],
    [{ out: 'a.b/call.har' }, 'har'],
    [{ out: 'call.sh' }, 'curl'],
    [{ out: 'call.mmd' }, 'mermaid'],
    [{ out: 'html' }, 'json'],
    [{ out: 'call.html', format: 'json' }, 'json'],
    [{ format: 'otlp-json' }, 'otlp-json'],
  ] as const)('%j is %s', (flags, format) => {
    expect(exportFormat(flags)).toBe(format);
  });
});

describe('flows export --out', () => {
  it('writes what stdout would get, in a folder that it makes, and says when it replaced a file', async () => {
    const folder = oneRecordedCall();
    const { stdout: wanted } = await flowsHere(folder, 'export', 'last', '--format', 'mermaid');
    const out = join('ticket', 'call.mmd');
    expect(await flowsHere(folder, 'export', 'last', '-o', out)).toEqual({
      code: 0,
      stdout: '',
      stderr: `${out} written: mermaid, 2 kB\n`,
    });
    expect(readFileSync(join(folder, out), 'utf8')).toBe(wanted);
    expect(statSync(join(folder, out)).mode & 0o777).toBe(0o600);

    writeFileSync(join(folder, out), 'an older one');
    chmodSync(join(folder, out), 0o640);
    symlinkSync(out, join(folder, 'link.mmd'));
    expect((await flowsHere(folder, 'export', 'last', '--out', 'link.mmd')).stderr).toBe(
      'link.mmd replaced: mermaid, 2 kB\n',
    );
    expect(readFileSync(join(folder, out), 'utf8')).toBe(wanted);
    expect(statSync(join(folder, out)).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'ticket'))).toEqual(['call.mmd']);
  });

  it('writes what a link leads to also where nothing is there yet, and takes away what a killed run left', async () => {
    const folder = oneRecordedCall();
    mkdirSync(join(folder, 'ticket'));
    symlinkSync(join('ticket', 'to'), join(folder, 'link.mmd'));
    symlinkSync('call.mmd', join(folder, 'ticket', 'to'));
    const left = ['.call.mmd.0123456789ab.tmp', '.mine.0123456789ab.tmp'];
    for (const name of left) {
      writeFileSync(join(folder, 'ticket', name), 'half of it');
      utimesSync(join(folder, 'ticket', name), 1, 1);
    }
    expect((await flowsHere(folder, 'export', 'last', '--out', 'link.mmd')).stderr).toBe(
      'link.mmd written: mermaid, 2 kB\n',
    );
    expect(readFileSync(join(folder, 'link.mmd'), 'utf8')).toMatch(/^sequenceDiagram/);
    expect(readlinkSync(join(folder, 'link.mmd'))).toBe(join('ticket', 'to'));
    expect(readdirSync(join(folder, 'ticket'))).toEqual([left[1], 'call.mmd', 'to']);
  });

  it('takes - for stdout', async () => {
    const folder = oneRecordedCall();
    const { stdout, stderr } = await flowsHere(folder, 'export', 'last', '--out', '-', '--format', 'mermaid');
    expect([stdout.split('\n')[0], stderr]).toEqual(['sequenceDiagram', '']);
  });

  it('leaves alone what is no file, and leaves nothing behind', async () => {
    const folder = oneRecordedCall();
    mkdirSync(join(folder, 'calls'));
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'kept.json'), 'kept', { mode: 0o400 });
    const before = readdirSync(folder);
    expect([
      await flowsHere(folder, 'export', 'last', '--out', 'calls'),
      await flowsHere(folder, 'export', 'last', '--out', '/dev/null'),
      await flowsHere(folder, 'export', 'last', '--out', 'package.json/call.json'),
      await flowsHere(folder, 'export', 'zzzz', '--out', 'call.json'),
      await flowsHere(folder, 'export', 'last', '--out', 'kept.json'),
    ]).toMatchObject([
      { code: 2, stderr: '✗ calls is a folder, and nothing was written\n  → name a file in it\n' },
      {
        code: 2,
        stderr:
          '✗ /dev/null is no file, and nothing was written\n  → name a file, or leave the option out and use >\n',
      },
      {
        code: 3,
        stderr: expect.stringMatching(/^✗ package\.json\/call\.json could not be written\n {2}.+\n {2}→ /),
      },
      { code: 2, stderr: expect.stringContaining('No recorded call has the id "zzzz"') },
      {
        code: 2,
        stderr:
          '✗ kept.json is read-only, and nothing was written\n  → make it writable, or name another file\n',
      },
    ]);
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(before);
  });
});
