import { webhookUrlsIn } from '../../edge/emulator/webhook-urls.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import type { UserMove } from '../../emulator/script.ts';
import { badUsage } from '../../failure.ts';
import { reactionsTyped } from '../reaction-values.ts';
import type { CallFlags } from './flags.ts';

/** The call of the command line, as a scenario. Refuses what cannot mean anything. */
export const scenarioOfFlags = (flags: CallFlags): Scenario => {
  checkCaller(flags);
  const { from, to, as, customData, callee, voice, hangupAfter } = flags;
  const reactions = reactionsTyped(flags);
  const moves = movesTyped(flags);
  return {
    name: 'call',
    group: 'call',
    platform: platformOfFlags(flags),
    script: {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(as !== undefined && { as }),
      ...(customData && { customData }),
      ...(reactions && { reactions }),
      ...(callee && { callees: callee }),
      ...(moves.length > 0 && { userStates: moves }),
      ...(voice !== undefined && { voice }),
      ...(hangupAfter !== undefined && { hangUpAfterSeconds: hangupAfter }),
    },
    demands: {
      expectations: flags.expect ?? [],
      inOrder: flags.inOrder === true,
      maxAnswerMs: flags.maxAnswer,
      maxReplyMs: flags.maxReply,
    },
  };
};

/** What the command line says of a throw-away emulator. */
export const platformOfFlags = (flags: CallFlags): Scenario['platform'] => {
  const users = (flags.user ?? []).flatMap((user) => ('exists' in user ? [user.exists] : []));
  return {
    ...webhookUrlsIn(flags),
    ...(flags.speed !== undefined && { speed: flags.speed }),
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(users.length > 0 && { users }),
    ...(flags.fault && { faults: flags.fault }),
    ...(flags.shuffle !== undefined && { shuffleMs: flags.shuffle }),
  };
};

/** What `--user alice=offline@4s` says of the call. */
export const movesTyped = ({ user = [] }: CallFlags): readonly UserMove[] =>
  user.flatMap((one) => ('moves' in one ? [one.moves] : []));

const checkCaller = (flags: CallFlags): void => {
  if (flags.as !== undefined && flags.from !== undefined) {
    throw badUsage({
      what: '--as and --from both say who calls',
      why: 'A user who calls from an app has a name and no number.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.as === undefined && flags.customData !== undefined) {
    throw badUsage({
      what: '--custom-data comes from an app, and a phone calls',
      tryThis: 'add the user who calls: --as alice',
    });
  }
  if (flags.inOrder && flags.expect === undefined) {
    throw badUsage({
      what: '--in-order is about what is expected, and nothing is',
      tryThis: 'add --expect, once for each: --expect talk --expect input:1',
    });
  }
};
