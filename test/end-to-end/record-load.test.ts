import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../bench/record.js', import.meta.url));

/** `npm run bench -- record` does the same with 100,000, and looks at memory. */
const REQUESTS = 2000;

it.each([
  ['at full speed', [], REQUESTS],
  ['until kill -9', ['--kill'], REQUESTS / 2],
])(
  'every webhook that was answered %s stands on disk once, in the order of its arrival',
  async (_when, more, least) => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, String(REQUESTS), ...more]);
    const { answered, ...counted } = JSON.parse(stdout);
    expect(answered).toBeGreaterThanOrEqual(least);
    expect(counted).toMatchObject({ missing: 0, doubles: 0, ordered: true });
    // A line that was just being written when the process died was not answered yet.
    expect(counted.torn).toBeLessThanOrEqual(more.length);
  },
  180_000,
);
