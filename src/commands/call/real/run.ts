import { placeOutboundCall } from '../../../edge/outbound-call.ts';
import { type ExitCode, Failure } from '../../../failure.ts';
import { printable } from '../../../text/printable.ts';
import type { JsonObject } from '../../../vonage/json.ts';
import type { World } from '../../../world.ts';
import { type ApplicationKey, findApplicationKey } from '../../application-key.ts';
import { askLine, canAsk } from '../../ask-line.ts';
import type { CallFlags } from '../flags.ts';
import { checkRealFlags } from './check-flags.ts';
import { planCall, type RealCall } from './plan-call.ts';

/** `vonage-flow call --real`: shows what is about to be called and what answers, asks, and places the call. */
export const runRealCall = async (
  scenarios: readonly string[],
  flags: CallFlags,
  world: World,
): Promise<ExitCode> => {
  const to = checkRealFlags(scenarios, flags);
  const application = await findApplicationKey({ ...flags, emulator: undefined }, world, NO_PHONE);
  const call = await planCall(to, flags, application, world);
  world.stderr.write(`${describe(call, application)}\n`);
  if (!flags.yes) await consent(world);
  const reply = await placeOutboundCall({
    applicationId: application.applicationId,
    privateKey: application.pem,
    keyOrigin: application.keyOrigin,
    apiHost: application.apiHost,
    body: call.body,
  });
  world.stdout.write(flags.json ? `${JSON.stringify(reply)}\n` : placedLines(reply, call));
  return 0;
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

const placedLines = (reply: JsonObject, { seenIn }: RealCall): string =>
  [
    `Placed: ${printable(String(reply['uuid']))} (${printable(String(reply['status'] ?? 'started'))})`,
    ...(seenIn === undefined ? [] : [`What happens now is shown by ${seenIn}.`]),
    '',
  ].join('\n');
