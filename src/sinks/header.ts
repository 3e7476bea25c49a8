import type { Ready } from '../flow/notice.ts';
import { pad, wrap } from '../text/printable.ts';
import { SIGNATURE_MARKS } from './line.ts';
import { paintedLine, safe, sentence } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { shellLines } from './shell-lines.ts';
import { shownPath } from './shown-path.ts';
import { wayWords } from './ways.ts';

const MARGIN = '  ';
/** The longest label, `Public URL`, `Undo by hand`, and two spaces. */
const LABEL = 14;

/** A value takes so many lines at most: URLs and commands must be complete, a hostile name need not. */
const VALUE_LINES = 8;

/** What stands above the events: every address that was opened, and what was borrowed, with the way to undo it. */
export const headerLines = (
  ready: Ready,
  width: number,
  palette: Palette,
  folder?: string,
): readonly string[] => {
  const shown = (path: string): string => shownPath(path, folder);
  const row = (label: string, value: string, paint: Paint = palette.plain): readonly string[] =>
    labelled(label, value, paint, width, palette);
  const { application, emulator } = ready;
  const longestSlot = Math.max(0, ...ready.borrowed.map(({ slot }) => slot.length));
  return [
    '',
    ...row('Listening', ready.listening, palette.address),
    ...(ready.publicUrl === ready.listening
      ? []
      : row('Public URL', `${ready.publicUrl}${throughWords(ready)}`, palette.address)),
    ...(application
      ? row(
          'Application',
          application.name === '' ? application.id : `${application.name} (${application.id})`,
        )
      : []),
    ...ready.borrowed.flatMap(({ slot, before, now }, index) => [
      ...row(
        index === 0 ? 'Borrowed' : '',
        `${pad(slot, longestSlot)}  ${now.startsWith(`${ready.publicUrl}/`) ? now.slice(ready.publicUrl.length) : now}`,
      ),
      // An emulated application was empty a moment ago, and nobody waits for its old value.
      ...(before === undefined && emulator ? [] : row('', `  was ${before ?? 'empty'}`, palette.dim)),
    ]),
    ...(ready.undo === undefined ? [] : undoRows(ready.undo, width, palette)),
    ...ready.skipped.flatMap(({ slot, why }, index) =>
      row(index === 0 ? 'Skipped' : '', `${slot}: ${why}`, palette.warn),
    ),
    ...(ready.nccos.length === 0 ? [] : row('NCCOs', ready.nccos.join(', '))),
    ...(ready.numbers.length === 0 ? [] : row('Numbers', ready.numbers.join(', '))),
    ...(ready.config === undefined ? [] : row('Config', shown(ready.config))),
    ...(ready.forward === undefined ? [] : row('Forward', ready.forward, palette.address)),
    ...(ready.copy === undefined ? [] : row('Copy', ready.copy, palette.address)),
    ...wayWords(ready.reachable, ready.forward).flatMap((words, index) =>
      row(index === 0 ? 'Reachable' : '', words),
    ),
    ...(emulator ? row('Emulator', emulator.api, palette.address) : []),
    ...row('Outbound', OUTBOUND, palette.dim),
    ...row(
      'Signatures',
      ready.signatures === 'checked' ? 'checked' : 'not checked, for no signature secret is known',
    ),
    // Words say what the marks mean.
    ...(palette.speaks ? [] : row('', LEGEND, palette.dim)),
    ...STEPS.flatMap((words, index) => row(index === 0 ? 'Steps' : '', words, palette.dim)),
    ...(ready.records === undefined
      ? []
      : [
          ...row('Records', shown(ready.records)),
          ...row('', 'personal data, kept 14 days, and at most 200 MB of it', palette.dim),
        ]),
    '',
  ];
};

const throughWords = ({ tunnel }: Ready): string =>
  tunnel === 'none' || tunnel === 'public-url' ? '' : ` (${tunnel})`;

const LEGEND = Object.values(SIGNATURE_MARKS)
  .map(({ mark, words }) => `${mark} ${words}`)
  .join('  ');

/** Vonage tells of a call that code has made at the addresses which that code gave. */
const OUTBOUND =
  'a call that your code makes is seen when its URLs are this run’s: vonage-flow url voice.event';

/** The steps of the flow, as their numbers stand in front of each event (DESIGN §1). */
const STEPS = [
  '1 call  2 answer webhook  3 NCCO  4 conversation',
  '5a voice events  5b RTC events  5c client events',
] as const;

const labelled = (
  label: string,
  value: string,
  paint: Paint,
  width: number,
  palette: Palette,
): readonly string[] =>
  palette.speaks
    ? [sentence(label === '' ? `${MARGIN}${MARGIN}${value.trimStart()}` : `${MARGIN}${label}: ${value}`)]
    : wrap(safe(value), width - MARGIN.length - LABEL)
        .slice(0, VALUE_LINES)
        .map((line, index) =>
          paintedLine([MARGIN, [pad(index === 0 ? label : '', LABEL), palette.dim], [line, paint]], width),
        );

const undoRows = (command: string, width: number, palette: Palette): readonly string[] =>
  palette.speaks
    ? labelled('Undo by hand', command, palette.address, width, palette)
    : shellLines(safe(command), width - MARGIN.length - LABEL).map((line, index) =>
        paintedLine(
          [MARGIN, [pad(index === 0 ? 'Undo by hand' : '', LABEL), palette.dim], [line, palette.address]],
          width,
        ),
      );
