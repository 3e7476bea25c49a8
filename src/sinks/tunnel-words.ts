import type { TunnelNotice } from '../flow/notice.ts';
import { parties, spokenDuration, timeOfDay } from './wording.ts';

/** A sentence on the way in, with the mark in front. */
export interface TunnelWords {
  /** `!` is bad news, `✓` good news. */
  readonly mark: '!' | '✓';
  readonly words: string;
}

/** What became of the way in, in sentences; the calls that it concerns, each with its own. */
export const tunnelWords = (notice: TunnelNotice): readonly TunnelWords[] => {
  if (notice.state === 'lost') {
    return [
      {
        mark: '!',
        words: `The way in is lost: ${notice.why}. ${notice.publicUrl} was last seen to work at ${timeOfDay(notice.provenAt)}. ${notice.tunnel === 'public-url' ? 'Looking again.' : 'Opening it again.'}`,
      },
    ];
  }
  const { publicUrl, before, gap, moved, calls, pull } = notice;
  const hasMoved = publicUrl !== before;
  const stranded = calls.filter(({ holdsOldAddress }) => holdsOldAddress);
  return [
    {
      mark: '✓',
      words: hasMoved
        ? `The way in is open again, at a new address: ${publicUrl}. ${movedWords(moved)}`
        : `The way in is open again, at the same address.`,
    },
    {
      mark: '!',
      words:
        `What was sent between ${timeOfDay(gap.from)} and ${timeOfDay(gap.to)} (${spokenDuration(gap.to - gap.from)}) may be ` +
        `missing here.${calls.length === 0 ? '' : ` ${callsWords(calls.length)} marked with the gap.`}`,
    },
    ...stranded.map(
      ({ number, from, to }): TunnelWords => ({
        mark: '!',
        words: `Call ${number} (${parties(from, to)}) was served an NCCO that names the old address: what it asks there next is lost.`,
      }),
    ),
    ...(pull === undefined
      ? []
      : [{ mark: '!', words: `Ask Vonage for what is missing, as long as it is kept: ${pull}` } as const]),
  ];
};

const callsWords = (count: number): string =>
  count === 1 ? '1 running call is' : `${count} running calls are`;

const movedWords = (moved: readonly string[]): string =>
  moved.length === 0
    ? 'Addresses in NCCOs follow; no application was changed.'
    : `The application was pointed there (${moved.join(', ')}), and addresses in NCCOs follow.`;
