import type { Way } from '../flow/reachable.ts';
import { displayWidth, pad } from '../text/printable.ts';

/** What may pass besides, to whichever server it belongs. */
const BESIDES = 'and what Vonage has signed, or a served NCCO names; all else gets 404';

/** What is reachable from outside, a line each: `GET  /answer   voice.answer`. `forward` is the server that goes without saying. */
export const wayWords = (ways: readonly Way[], forward: string | undefined): readonly string[] => {
  if (ways.length === 0) return [];
  const path = Math.max(...ways.map((way) => displayWidth(way.path)));
  const is = Math.max(...ways.map((way) => way.is.length));
  return [
    ...ways.map((way) => {
      const to = way.to === undefined ? 'answered here' : way.to === forward ? '' : `→ ${way.to}`;
      return `${pad(way.method ?? '', 4)} ${pad(way.path, path)}  ${pad(way.is, is)}  ${to}`.trimEnd();
    }),
    BESIDES,
  ];
};
