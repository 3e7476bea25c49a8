import { actionList } from '../flow/moments.ts';
import { padLeft } from '../text/printable.ts';
import type { PlatformEvent } from '../vonage/platform-event.ts';
import { eventLine, wordsBelow } from './columns.ts';
import { paintedLine } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { durationWords, shortDuration } from './wording.ts';

type Sent = Extract<PlatformEvent, { name: 'webhook-sent' }>;

/**
 * A webhook as the emulator sent it, for a run without a listener: where an exchange would have its line, the
 * platform's side of it has. `inspect` says what is wrong with an NCCO of a reply.
 */
export const sentLines = (
  sent: Sent,
  at: number,
  width: number,
  palette: Palette,
  callPaint: Paint,
  inspect: (ncco: string) => readonly string[] = () => [],
): readonly string[] => {
  const isRtc = sent.kind.includes(':');
  const asksNcco = sent.kind === 'answer' || sent.kind === 'fallback';
  const again = sent.attempt > 1 ? `try ${sent.attempt}: ` : '';
  const status = sent.status === undefined ? '---' : String(sent.status);
  const isFine = sent.failure === undefined;
  const line = eventLine(
    {
      at,
      arrow: '→',
      step: asksNcco ? '2' : isRtc ? '5b' : '5a',
      kind: sent.kind,
      kindPaint: sent.kind === 'error' ? palette.bad : palette.kind,
      subject: `${again}${sent.method} ${pathOf(sent.url)}`,
      more: '',
      leg: sent.leg,
      conversation: sent.conversation,
      callPaint,
      tail: [
        '  ',
        [padLeft(status, 3), isFine ? palette.good : palette.bad],
        ' ',
        [padLeft(shortDuration(sent.milliseconds), 5), palette.dim],
      ],
      tailWords: `replied ${sent.status ?? 'nothing'} in ${durationWords(sent.milliseconds)}`,
      isFaint: isRtc,
    },
    width,
    palette,
  );
  return [
    line,
    ...(sent.executes === undefined ? [] : [executesLine(sent.executes, width, palette)]),
    ...faultsIn(sent, inspect).flatMap((fault) => wordsBelow(`! NCCO ${fault}`, width, palette.bad)),
    ...(isFine ? [] : wordsBelow(`! ${sent.method} ${sent.url}: ${sent.failure}`, width, palette.bad)),
  ];
};

const faultsIn = (
  { executes, refused }: Sent,
  inspect: (ncco: string) => readonly string[],
): readonly string[] => {
  const ncco = executes ?? refused;
  return ncco === undefined ? [] : inspect(ncco);
};

const executesLine = (ncco: string, width: number, palette: Palette): string =>
  paintedLine(
    [
      ' '.repeat(13),
      ['←', palette.plain],
      ' ',
      ['3  ', palette.strong],
      [`↳ NCCO: ${actionList(ncco)}`, palette.plain],
    ],
    width,
  );

const pathOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { pathname } = new URL(url);
  return pathname;
};
