import type { PlatformNotice } from '../flow/notice.ts';
import {
  apiWords,
  connectionWords,
  elsewhereWords,
  loginWords,
  refusedWords,
  wayWords,
} from '../flow/platform-words.ts';
import { eventLine, wordsBelow, wordTail } from './columns.ts';
import type { Paint, Palette } from './palette.ts';
import { shownPath } from './shown-path.ts';
import { socketTold, type Told } from './socket-told.ts';
import { parties } from './wording.ts';

/** What the emulator tells beside its webhooks, marked as its own; no line for what an exchange shows anyway. Paths below the folder are relative to it. */
export const platformLines = (
  { at, event }: PlatformNotice,
  width: number,
  palette: Palette,
  callPaint: Paint,
  folder?: string,
): readonly string[] => {
  const told = platformWords(event);
  if (!told) return [];
  const line = eventLine(
    {
      at,
      arrow: '·',
      step: told.step,
      kind: told.kind,
      kindPaint: told.problem !== undefined ? palette.bad : palette.kind,
      subject: told.subject,
      more: '',
      leg: 'leg' in event ? event.leg : undefined,
      conversation: event.conversation,
      callPaint,
      tail: wordTail('emulator', palette.dim),
      tailWords: 'told by the emulator',
      isFaint: event.name === 'client-event',
    },
    width,
    palette,
  );
  return [
    line,
    ...(told.problem === undefined ? [] : wordsBelow(`! ${told.problem}`, width, palette.bad)),
    ...(told.below === undefined ? [] : wordsBelow(told.below, width, palette.dim)),
    ...pushFileLines(event, width, palette, folder),
  ];
};

/** Where a push is kept; a path below the folder is shown relative to it. No line for all else. */
export const pushFileLines = (
  event: PlatformNotice['event'],
  width: number,
  palette: Palette,
  folder?: string,
): readonly string[] => {
  if (event.name !== 'client-event' || event.file === undefined) return [];
  const path = shownPath(event.file, folder);
  return wordsBelow(palette.speaks ? `the push is kept in ${path}` : path, width, palette.dim);
};

/** What the emulator tells, in words; undefined for what an exchange shows anyway. */
export const platformWords = (event: PlatformNotice['event']): Told | undefined => {
  switch (event.name) {
    case 'call-placed':
      return { step: '1', kind: 'call', subject: parties(event.from, event.to) };
    case 'conversation-created':
      return { step: '4', kind: 'created', subject: 'conversation' };
    case 'member-joined':
      return { step: '4', kind: 'joined', subject: `${event.who} (${event.channel})` };
    case 'member-left':
      return { step: '4', kind: 'left', subject: `${event.who} (${event.channel})` };
    case 'leg-status':
      // The webhook that tells it has a line of its own.
      return undefined;
    case 'action-started':
      return { step: '', kind: event.action, subject: event.summary };
    case 'keys-pressed':
      return { step: '', kind: 'keys', subject: `${event.by} presses ${event.keys}` };
    case 'words-spoken':
      return { step: '', kind: 'speech', subject: `${event.by} says “${event.text}”` };
    case 'gave-up':
      return { step: '', kind: 'hangs up', subject: event.by, below: event.why };
    case 'keys-sent':
      return { step: '', kind: 'keys', subject: `${event.keys} sent to the called party` };
    case 'socket-opened':
    case 'socket-failed':
    case 'socket-text':
    case 'socket-sound':
    case 'socket-odd':
    case 'socket-closed':
      return socketTold(event);
    case 'client-event':
      return { step: '5c', kind: event.event, subject: `→ ${event.user} (${wayWords(event)})` };
    case 'client-refused':
      return { step: '5c', kind: 'login', subject: refusedWords(event), problem: event.why };
    case 'client-connection':
      return { step: '5c', kind: 'app', subject: connectionWords(event) };
    case 'client-logged-in':
      return { step: '5c', kind: 'login', subject: loginWords(event) };
    case 'user-state-changed':
      return { step: '5c', kind: 'app', subject: elsewhereWords(event) };
    case 'api-request':
      return {
        step: '',
        // What somebody does in an app is no matter of the server's.
        kind: event.user === undefined ? 'api' : 'app',
        subject: apiWords(event),
        ...(event.why !== undefined && { problem: event.why }),
      };
    case 'webhook-sent':
      if (event.failure === undefined) return undefined;
      return {
        step: '',
        kind: 'failed',
        subject: `${event.kind}, attempt ${event.attempt}`,
        problem: `${event.method} ${event.url}: ${event.failure}`,
      };
    case 'call-ended':
      if (event.problem === undefined) return undefined;
      return { step: '', kind: 'ended', subject: 'call', problem: event.problem };
    default:
      return event satisfies never;
  }
};
