import type { LateReply } from '../flow/late-reply.ts';
import { readableBody } from '../flow/reply-text.ts';
import { seconds } from '../flow/safety-net.ts';
import { belowLine, wordsBelow } from './columns.ts';
import { actionNames } from './ncco-words.ts';
import { paintedLine } from './painted-line.ts';
import type { Palette } from './palette.ts';
import { timeOfDay } from './wording.ts';

/** A reply that came when the safety net had answered already, with what is wrong with it. */
export const lateLines = (
  late: Omit<LateReply, 'flow'>,
  width: number,
  palette: Palette,
): readonly string[] => {
  const { at, milliseconds, reply, failure, problems } = late;
  const actions = reply.status < 300 ? actionNames(readableBody(reply)) : undefined;
  const said = failure ?? (actions ? `NCCO ${actions.join(', ')}` : String(reply.status));
  return [
    paintedLine(
      [
        [timeOfDay(at), palette.dim],
        ' ',
        ['·', palette.warn],
        '    ',
        [`too late, after ${seconds(milliseconds)}: the reply of your server`, palette.warn],
      ],
      width,
    ),
    belowLine([`↳ ${said}`], width),
    ...problems
      .filter((problem) => problem !== failure)
      .flatMap((problem) => wordsBelow(`! ${problem}`, width, palette.bad)),
  ];
};
