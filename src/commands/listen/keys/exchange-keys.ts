import { factsOf } from '../../../flow/exchange-facts.ts';
import { curlCommand, shellWord } from '../../../flow/export/curl-of.ts';
import { replayable } from '../../../flow/recorded/replayable.ts';
import { paletteFor } from '../../../sinks/palette.ts';
import { replayLines } from '../../../sinks/replay-lines.ts';
import { kindWord } from '../../../sinks/wording.ts';
import { printable, wrap } from '../../../text/printable.ts';
import { timelineWidth, wholeExchange } from '../../flows/exchange-text.ts';
import { doorHere, type ReplayDoor } from '../../flows/replay-door.ts';
import { replayOne } from '../../flows/replay-one.ts';
import { signerWith } from '../../signer.ts';
import type { Run } from '../run.ts';
import { listenFileOf } from '../tell-outside.ts';
import type { Numbered } from '../viewed.ts';
import { clipboardSequence } from './clipboard.ts';
import type { Key } from './key.ts';

/** The keys that are about the last exchange. @param listening the listener's address on this machine */
export const exchangeKeys = (run: Run, listening: string): readonly Key[] => {
  const { world, screen, viewed } = run;
  const { say } = screen;
  const withLast = (deed: (last: Numbered) => void | Promise<void>) => (): void | Promise<void> => {
    const last = viewed.last();
    if (last) return deed(last);
    const which = viewed.filter === undefined ? '' : ' that passes the filter';
    return say([`No webhook${which} has come yet.`]);
  };
  let isReplaying = false;
  return [
    {
      key: 'd',
      does: 'details of the last webhook: all of it, and of the reply',
      press: withLast(({ recorded, number }) =>
        say(['', ...wholeExchange(recorded, number, {}, world.stdout), '']),
      ),
    },
    {
      key: 'r',
      does: 'replay the last webhook to this listener, signed anew, and compare',
      press: withLast(async (last) => {
        if (isReplaying) return;
        isReplaying = true;
        try {
          await replayLast(last, run, doorOf(run, listening));
        } finally {
          isReplaying = false;
        }
      }),
    },
    {
      key: 'y',
      does: 'copy the last webhook as a curl command',
      press: withLast((last) => copyCurl(last, run, doorOf(run, listening))),
    },
  ];
};

/** Where the last one came: to this listener, which asks whom it has asked then. */
const doorOf = (run: Run, listening: string): ReplayDoor => {
  const { source, world } = run;
  const { signatureSecret, account, applicationId } = source;
  const signer =
    signatureSecret === undefined
      ? undefined
      : signerWith(
          {
            secret: signatureSecret,
            apiKey: account?.apiKey ?? '',
            application: applicationId,
            origin: 'this run',
          },
          world,
        );
  return doorHere(listenFileOf(run, listening, ''), signer);
};

const replayLast = async ({ recorded, number }: Numbered, run: Run, door: ReplayDoor): Promise<void> => {
  const { world, screen } = run;
  const { replayed } = await replayOne(recorded, number, door, world);
  // Its own line, as of every exchange, comes first.
  await world.clock.sleep(0);
  const title = `Replayed to ${door.where}${door.isSigned ? '' : ', unsigned'}: the reply of then, and of now`;
  screen.say([
    '',
    printable(replayed.wasSent ? title : 'Not replayed:'),
    ...replayLines(replayed, timelineWidth(world.stdout), paletteFor(world.stdout)),
    '',
  ]);
};

const copyCurl = ({ recorded, number }: Numbered, { world, screen }: Run, door: ReplayDoor): void => {
  const request = replayable(recorded);
  if ('why' in request) {
    screen.say([`No curl command of #${number}: ${request.why}.`]);
    return;
  }
  const { exchange } = recorded;
  const command = curlCommand(request, shellWord(door.webhookFor(request, exchange).url));
  const sequence = clipboardSequence(command, world.env);
  const kind = printable(kindWord(exchange, factsOf(exchange)));
  const title = `#${number} ${kind} as curl, unsigned${sequence === undefined ? '' : '; also on the clipboard, if your terminal lets us'}:`;
  screen.say(['', ...wrap(title, world.stdout.columns()), '']);
  // Also for a screen reader, and without UTF-8, it is what is pasted.
  screen.exact(`${shownCommand(command).join('\n')}\n`);
  screen.say(['']);
  if (sequence !== undefined) screen.exact(sequence);
};

/** Its line breaks and tabs are part of it; in what is left of it nothing is obeyed. */
const shownCommand = (command: string): readonly string[] =>
  command.split('\n').map((line) => line.split('\t').map(printable).join('\t'));
