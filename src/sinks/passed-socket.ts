import type { SocketNotice } from '../flow/notice.ts';
import { builtInSocketAt } from '../flow/sockets/built-in-sockets.ts';
import type { SocketSide } from '../flow/sockets/socket-news.ts';
import type { Traffic } from '../flow/sockets/traffic.ts';
import { eventLine, wordsBelow, wordTail } from './columns.ts';
import type { Paint, Palette } from './palette.ts';
import { shownPath } from './shown-path.ts';
import { spokenDuration } from './wording.ts';

/** Of a text so much is shown below its line. */
const MOST_TEXT = 600;

interface Words {
  readonly arrow: '→' | '←' | '·';
  readonly kind: string;
  readonly subject: string;
  readonly isBad?: boolean;
  readonly below?: string | undefined;
}

/**
 * The lines of a WebSocket that passes through; none for its opening, which its handshake shows, unless there is more to
 * say. Paths below the folder are shown relative to it.
 */
export const passedSocketLines = (
  { at, socket, address, news }: SocketNotice,
  width: number,
  palette: Palette,
  callPaint: Paint,
  folder?: string,
): readonly string[] => {
  const words = wordsFor(news, address, folder);
  if (!words) return [];
  const line = eventLine(
    {
      at,
      arrow: words.arrow,
      step: '',
      kind: words.kind,
      kindPaint: words.isBad ? palette.bad : palette.kind,
      subject: words.subject,
      more: '',
      leg: undefined,
      conversation: undefined,
      callPaint,
      tail: wordTail(`socket ${socket}`, callPaint),
      tailWords: `socket ${socket}`,
      isFaint: false,
    },
    width,
    palette,
  );
  return [line, ...(words.below === undefined ? [] : wordsBelow(words.below, width, palette.dim))];
};

const wordsFor = (
  news: SocketNotice['news'],
  address: string,
  folder: string | undefined,
): Words | undefined => {
  const whose = (side: SocketSide): string => nameOf(side, address);
  switch (news.name) {
    case 'opened': {
      const { protocol, extensions } = news;
      if (protocol === undefined && extensions === undefined) return undefined;
      return {
        arrow: '·',
        kind: 'socket',
        subject: protocol === undefined ? 'open' : `protocol ${protocol}`,
        below: extensions?.includes('permessage-deflate')
          ? 'frames may be compressed (permessage-deflate): what is in those is not shown'
          : extensions,
      };
    }
    case 'text': {
      const arrow = news.from === 'client' ? '→' : '←';
      return {
        arrow,
        kind: 'text',
        subject: `first from ${whose(news.from)}`,
        below: news.text === undefined ? `compressed, ${news.bytes} bytes` : news.text.slice(0, MOST_TEXT),
      };
    }
    case 'gap':
      return {
        arrow: news.from === 'client' ? '→' : '←',
        kind: 'gap',
        subject: `${news.milliseconds} ms, ${whose(news.from)}`,
        isBad: true,
      };
    case 'traffic':
      return { arrow: '·', kind: 'socket', subject: pace(news), below: gapWords(news) };
    case 'recorded':
      return {
        arrow: '·',
        kind: 'recorded',
        subject: `${spokenDuration(news.milliseconds)}, ${Math.ceil(news.bytes / 1000)} kB`,
        below: shownPath(news.file, folder),
      };
    case 'unrecorded':
      return { arrow: '·', kind: 'recorded', subject: 'nothing', below: news.why, isBad: true };
    case 'closed': {
      const reason = news.reason === '' ? '' : ` “${news.reason}”`;
      const who = news.by === 'listener' ? 'this listener' : whose(news.by);
      return {
        arrow: '·',
        kind: 'closed',
        subject: `${news.code}${reason}, ${who}`,
        isBad: news.code === 1006,
        below: [passedWords(news), news.isUnreadable ? 'what passed were no WebSocket frames' : undefined]
          .filter(Boolean)
          .join('; '),
      };
    }
    default:
      return news satisfies never;
  }
};

const nameOf = (side: SocketSide, address: string): string => {
  if (side === 'client') return 'Vonage';
  const builtIn = builtInSocketAt(address);
  return builtIn === undefined ? 'your server' : `built-in ${builtIn}`;
};

interface Passed {
  readonly milliseconds: number;
  readonly client: Traffic;
  readonly server: Traffic;
}

/** `→ 50/s ← 48/s`. */
const pace = ({ milliseconds, client, server }: Passed): string =>
  `→ ${rate(client, milliseconds)} ← ${rate(server, milliseconds)}`;

const rate = ({ frames }: Traffic, milliseconds: number): string =>
  `${Math.round((frames * 1000) / Math.max(1, milliseconds))}/s`;

const gapWords = ({ client, server }: Passed): string | undefined => {
  const words = [
    ...(client.gaps > 0 ? [`→ ${counted(client)}`] : []),
    ...(server.gaps > 0 ? [`← ${counted(server)}`] : []),
  ];
  return words.length === 0 ? undefined : words.join(', ');
};

const counted = ({ gaps, longestGap }: Traffic): string =>
  `${gaps} ${gaps === 1 ? 'gap' : 'gaps'} (longest ${longestGap} ms)`;

/** How long it took and what went each way: `12 s, → 600 frames (50/s) and 1 text, ← 580 frames (48/s)`. */
export const passedWords = (passed: Passed): string => {
  const { milliseconds, client, server } = passed;
  const one = (traffic: Traffic): string => {
    const { frames, texts } = traffic;
    const sound = `${frames} ${frames === 1 ? 'frame' : 'frames'} (${rate(traffic, milliseconds)})`;
    return texts === 0 ? sound : `${sound} and ${texts} ${texts === 1 ? 'text' : 'texts'}`;
  };
  const gaps = gapWords(passed);
  return `${spokenDuration(milliseconds)}, → ${one(client)}, ← ${one(server)}${gaps === undefined ? '' : `; ${gaps}`}`;
};
