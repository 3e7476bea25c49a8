import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { requireOption } from '../../../src/edge/redirect/require-option.ts';
import { newPlace } from '../../support/cli.ts';

describe('a file that Node requires first', () => {
  it.each(['plain', 'with a blank', 'with "quotes"', "with 'others'", 'ü', 'back\\slash'])(
    'may be in a folder that is called %s',
    (name) => {
      const place = newPlace();
      onTestFinished(() => place.remove());
      const file = join(place.folder, name, 'first.cjs');
      mkdirSync(join(place.folder, name));
      writeFileSync(file, 'globalThis.first = true;');
      const env = { NODE_OPTIONS: `--max-old-space-size=512 ${requireOption(file)}` };
      expect(execFileSync(process.execPath, ['-p', 'first'], { env, encoding: 'utf8' })).toBe('true\n');
    },
  );

  it('stands as it is when it can', () => {
    expect(requireOption('/opt/vonage-flow/redirect.cjs')).toBe('--require /opt/vonage-flow/redirect.cjs');
  });
});
