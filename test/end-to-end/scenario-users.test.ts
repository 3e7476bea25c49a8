import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const CONFIG = `users: [alice]
answer:
  - ncco:
      - action: connect
        endpoint: [{ type: app, user: alice }]
`;

it('leaves the app of a user where it was before the scenario, for the next one', async () => {
  const place = emptyPlace();
  const write = (name: string, text: string) => writeFileSync(join(place.folder, name), text);
  write('vonage-flow.config.yaml', CONFIG);
  write('away.yaml', 'userStates: alice=offline@0s\nexpect: ["!answered:alice"]\n');
  write('there.yaml', 'hangUpAfterSeconds: 5\nexpect: [answered:alice]\n');
  await startListening(['--emulator', '--speed', 'instant'], place);
  const { code, stdout } = await runCli(['call', 'away.yaml', 'there.yaml'], place);
  const refused = await runCli(['call', '--user', 'alice=offline'], place);
  expect(refused.stderr).toContain('→ or say it of this call, with a time: --user alice=offline@0s\n');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('2 scenarios went as expected'),
  });
});
