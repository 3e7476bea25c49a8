import type { ExitCode } from '../../failure.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { startProgress } from '../../sinks/progress.ts';
import type { World } from '../../world.ts';
import { type Check, lookAtAll } from './check.ts';
import { application, keyPair } from './checks/application.ts';
import { borrowed } from './checks/borrowed.ts';
import { clock } from './checks/clock.ts';
import { config } from './checks/config.ts';
import { credentials, privateKey } from './checks/credentials.ts';
import { dns } from './checks/dns.ts';
import { node } from './checks/node.ts';
import { numbers } from './checks/numbers.ts';
import { port } from './checks/port.ts';
import { signatures } from './checks/signatures.ts';
import { tunnel } from './checks/tunnel.ts';
import { webhooks } from './checks/webhooks.ts';
import type { DoctorFlags } from './flags.ts';
import { newPatient } from './patient.ts';
import { reportLines } from './report-lines.ts';

/** From what is nearest to what is farthest: the first fault is often why of those that follow. */
const CHECKS: readonly Check[] = [
  node,
  config,
  port,
  dns,
  clock,
  tunnel,
  credentials,
  privateKey,
  application,
  keyPair,
  webhooks,
  signatures,
  numbers,
  borrowed,
];

/** `vonage-flow doctor`: looks at everything at once, changes nothing, and says what to do. */
export const runDoctor = async (flags: DoctorFlags, world: World): Promise<ExitCode> => {
  const progress = startProgress(world.stderr, flags.json === true);
  progress.say('Looking at everything');
  const looked = await lookAtAll(CHECKS, newPatient(flags, world), world);
  progress.end();
  const isFine = looked.every(({ finding }) => finding.verdict !== 'fault');
  if (flags.json) {
    const checks = looked.map(({ check, finding }) => ({ check, ...finding }));
    world.stdout.write(`${JSON.stringify({ type: 'doctor', ok: isFine, checks })}\n`);
  } else {
    // A pipe has no width, and who reads a line of it wants the whole.
    const width = world.stdout.isTerminal ? world.stdout.columns() : Number.POSITIVE_INFINITY;
    world.stdout.write(`${reportLines(looked, paletteFor(world.stdout), width).join('\n')}\n`);
  }
  return isFine ? 0 : 1;
};
