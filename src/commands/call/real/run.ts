import { openCalls } from '../../../edge/calls/calls.ts';
import { type ExitCode, Failure, stoppedBefore } from '../../../failure.ts';
import { fitted } from '../../../text/fitted.ts';
import { printable } from '../../../text/printable.ts';
import { VONAGE_API } from '../../../vonage/hosts.ts';
import type { World } from '../../../world.ts';
import { sayHeld } from '../../app/held.ts';
import { type ApplicationKey, findApplicationKey } from '../../application-key.ts';
import { askLine, canAsk } from '../../ask-line.ts';
import type { CallFlags } from '../flags.ts';
import { checkRealFlags } from './check-flags.ts';
import { followCall } from './follow-call.ts';
import { planCall, type RealCall } from './plan-call.ts';
import { regionOfApplication } from './region-of-application.ts';
import { showCall } from './show-call.ts';

/**
 * `vonage-flow call --real`: shows what is about to be called and what answers, asks, places the call, and follows it to its end. Ctrl-C
 * hangs it up. Exit code 1 when it came to nothing.
 */
export const runRealCall = async (
  scenarios: readonly string[],
  flags: CallFlags,
  world: World,
): Promise<ExitCode> => {
  const to = checkRealFlags(scenarios, flags);
  const application = await findApplicationKey({ ...flags, emulator: undefined }, world, NO_PHONE);
  await sayHeld(world, { apiHost: application.apiHost ?? VONAGE_API });
  const call = await planCall(to, flags, application, world);
  world.stderr.write(`${fitted(describe(call, application), world.stderr)}\n`);
  if (!flags.yes) await consent(world);
  const { applicationId, pem, keyOrigin, apiHost } = application;
  const region = await regionOfApplication(application, world.stop.requested);
  const calls = openCalls({ applicationId, privateKey: pem, keyOrigin, apiHost, region });
  const release = world.stop.hold();
  try {
    if (world.stop.requested.aborted) throw stoppedBefore('the call was placed');
    const placed = await calls.place(call.body);
    const show = showCall(flags.json === true, world);
    show.placed(placed, call.seenIn);
    const followed = await followCall(world, calls, String(placed['uuid']), show.status).finally(show.quiet);
    show.ended(followed);
    if (followed.hungUp) return 130;
    return followed.last['status'] === 'completed' ? 0 : 1;
  } finally {
    release();
  }
};

const NO_PHONE = 'or call the emulator, which needs no application: vonage-flow call, without --real';

const describe = (call: RealCall, { applicationId, origin, remarks }: ApplicationKey): string =>
  [
    ...remarks,
    'A real call, which costs money:',
    `  to           ${call.to}`,
    `  from         ${call.from ?? 'a number that is linked to the application'}`,
    `  application  ${applicationId} (from ${printable(origin)})`,
    `  answered by  ${printable(call.answer)}`,
    `  events to    ${printable(call.events)}`,
  ].join('\n');

const consent = async (world: World): Promise<void> => {
  if (!canAsk(world)) {
    throw new Failure({
      what: 'Nobody can be asked whether to place this call, so it was not placed',
      why: 'It costs money.',
      tryThis: 'agree to it: --yes',
      exitCode: 2,
    });
  }
  const answer = await askLine(world, 'Place it? [y/N] ', 'the call was placed');
  if (/^y(es)?$/i.test(answer)) return;
  throw new Failure({ what: 'The call was not placed', tryThis: 'agree with y, or with --yes' });
};
