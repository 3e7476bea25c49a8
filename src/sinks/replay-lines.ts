import type { Exchange } from '../flow/exchange.ts';
import { factsOf } from '../flow/exchange-facts.ts';
import type { Comparison } from '../flow/recorded/compare-replies.ts';
import { cut, displayWidth, pad, padLeft, wrap } from '../text/printable.ts';
import { paintedLine, safe, sentence } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { detailOf, durationWords, kindWord, parties, shortDuration } from './wording.ts';

/** An exchange that was sent again, and what came back. */
export interface Replayed {
  readonly number: number;
  readonly exchange: Exchange;
  /** Undefined when nothing came back, or it was not sent: then `failure` says why. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly failure: string | undefined;
  readonly wasSent: boolean;
  readonly comparison: Comparison | undefined;
  readonly problems: readonly string[];
}

/** A longer change is looked at with `flows show` and `--json`. */
const DIFF_LINES = 60;
const INDENT = 6;
/** Columns for a kind; where there are few, a longer one takes room from what stands behind it. */
const KIND = { wide: 18, narrow: 9 };
const WIDE = 96;
/** Number and step with the spaces behind them. */
const LEAD = 3 + 1 + 2 + 1;
/** Spaces, arrow, the reply of now, and `differs`. */
const TAIL = 2 + 3 + 9 + 2 + 7;

/** The reply of then and of now, and below what has changed and what is wrong. */
export const replayLines = (replayed: Replayed, width: number, palette: Palette): readonly string[] => {
  const { number, exchange, status, failure, wasSent, comparison, problems } = replayed;
  const facts = factsOf(exchange);
  const what = parties(facts.from, facts.to) || (detailOf(exchange) ?? '');
  const before = `${exchange.reply.status} ${padLeft(shortDuration(exchange.milliseconds), 5)}`;
  const now =
    status === undefined
      ? pad(wasSent ? 'no reply' : 'not sent', 9)
      : `${status} ${padLeft(shortDuration(replayed.milliseconds), 5)}`;
  const words = verdict(comparison);
  const cell = Math.max(1, width - LEAD - before.length - TAIL);
  const kind = pad(
    cut(safe(kindWord(exchange, facts)), cell),
    Math.min(cell, width < WIDE ? KIND.narrow : KIND.wide),
  );
  const room = Math.max(0, cell - displayWidth(kind) - 1);
  const isFine = status !== undefined && status < 300 && problems.length === 0;
  const line = (): string =>
    paintedLine(
      [
        [padLeft(String(number), 3), palette.dim],
        ' ',
        [pad(facts.step ?? '', 3).slice(0, 2), palette.strong],
        ' ',
        [kind, palette.kind],
        ' '.repeat(Math.min(1, cell - displayWidth(kind))),
        pad(cut(safe(what), room), room),
        '  ',
        [before, palette.dim],
        ' → ',
        [now, isFine ? palette.good : palette.bad],
        '  ',
        [words, comparison?.isSame === false ? palette.warn : palette.dim],
      ],
      width,
    );
  return [
    palette.speaks ? sentence(spokenReplay(replayed, what, words)) : line(),
    ...(failure === undefined ? [] : below(`! ${failure}`, width, wasSent ? palette.bad : palette.warn)),
    ...diffLines(comparison, width, palette),
    ...problems.flatMap((problem) => below(`! ${problem}`, width, palette.bad)),
  ];
};

/** The same for a screen reader. */
const spokenReplay = (replayed: Replayed, what: string, words: string): string => {
  const { number, exchange, status, milliseconds, wasSent } = replayed;
  const facts = factsOf(exchange);
  const kind = kindWord(exchange, facts);
  return [
    String(number),
    facts.step === undefined ? kind : `step ${facts.step} ${kind}`,
    what,
    `replied ${exchange.reply.status} in ${durationWords(exchange.milliseconds)} then`,
    status !== undefined
      ? `${status} in ${durationWords(milliseconds)} now`
      : wasSent
        ? 'no reply now'
        : 'not sent now',
    words,
  ]
    .filter((part) => part !== '')
    .join(', ');
};

const verdict = (comparison: Comparison | undefined): string =>
  comparison === undefined ? '' : comparison.isSame ? 'same' : 'differs';

const diffLines = (
  comparison: Comparison | undefined,
  width: number,
  palette: Palette,
): readonly string[] => {
  if (comparison === undefined || comparison.diff.length === 0) return [];
  const paints: Readonly<Record<string, Paint>> = { gone: palette.bad, new: palette.good };
  const shown = comparison.diff.slice(0, DIFF_LINES);
  const more = comparison.diff.length - shown.length;
  return [
    ...shown.map(({ kind, text }) =>
      paintedLine([' '.repeat(INDENT), [text, paints[kind] ?? palette.dim]], width),
    ),
    ...(more === 0 ? [] : [paintedLine([' '.repeat(INDENT), [`… ${more} more lines`, palette.dim]], width)]),
  ];
};

const below = (words: string, width: number, paint: Paint): readonly string[] =>
  wrap(safe(words), width - INDENT).map((line) => paintedLine([' '.repeat(INDENT), [line, paint]], width));
