import type { SocketEvent, SocketSound } from '../vonage/platform-event.ts';
import type { EventLine } from './columns.ts';

/** What the emulator tells, in words: a line, and what stands below it. */
export type Told = Pick<EventLine, 'step' | 'kind' | 'subject'> & {
  readonly problem?: string;
  readonly below?: string;
};

/** The news of a WebSocket to the application. */
export const socketTold = (event: SocketEvent): Told => {
  switch (event.name) {
    case 'socket-opened': {
      const pace = event.slowsDown ? ', real time while it is' : '';
      return { step: '', kind: 'socket', subject: `open: ${event.contentType}${pace}` };
    }
    case 'socket-failed':
      return { step: '', kind: 'failed', subject: 'socket', problem: `${event.url}: ${event.why}` };
    case 'socket-text': {
      const remark = event.remark === undefined ? '' : ` (${event.remark})`;
      const arrow = event.from === 'application' ? '←' : '→';
      return { step: '', kind: 'text', subject: `${arrow} ${event.text}${remark}` };
    }
    case 'socket-sound':
      return { step: '', kind: 'sound', subject: soundWords(event.sound) };
    case 'socket-odd':
      return { step: '', kind: 'odd', subject: 'socket', problem: event.what };
    case 'socket-closed': {
      const who = event.by === 'application' ? 'the application' : 'the platform';
      const reason = event.reason === '' ? '' : ` “${event.reason}”`;
      return {
        step: '',
        kind: 'socket',
        subject: `closed by ${who}: ${event.code}${reason}`,
        below: `${soundWords(event.sound)}. ${event.audio}`,
      };
    }
    default:
      return event satisfies never;
  }
};

/** `250 frames sent in 5.0 s (50/s), 249 heard at -23 dB, 2 gaps`. */
const soundWords = ({ seconds, sent, dropped, received, level, gaps }: SocketSound): string => {
  const pace = seconds > 0 ? ` (${Math.round(sent / seconds)}/s)` : '';
  return [
    `${sent} ${sent === 1 ? 'frame' : 'frames'} sent in ${seconds.toFixed(1)} s${pace}`,
    ...(dropped > 0 ? [`${dropped} left out`] : []),
    received === 0
      ? 'none came back'
      : `${received} came back${level === null ? ', all silence' : ` at ${level} dB`}`,
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`] : []),
  ].join(', ');
};
