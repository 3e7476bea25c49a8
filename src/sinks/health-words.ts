import type { Exchange } from '../flow/exchange.ts';
import { seconds } from '../flow/safety-net.ts';
import type { ServerNews } from './server-health.ts';

/** News of the user's server, with the mark in front. */
export interface HealthWords {
  readonly mark: '·' | '▲';
  readonly words: string;
}

/** What is said of the user's server before the exchange that shows it; undefined: nothing. */
export const healthWords = (news: ServerNews, { origin }: Exchange): HealthWords | undefined => {
  switch (news) {
    case 'up again':
      return { mark: '·', words: 'your server answers again' };
    case 'quick again':
      return { mark: '·', words: 'your server answers within a second again' };
    case 'slow': {
      const took = origin.by === 'forward' ? `, this one ${seconds(origin.milliseconds)}` : '';
      return {
        mark: '▲',
        words: `your server is slow: three replies in a row took a second or more${took}; a caller hears nothing meanwhile`,
      };
    }
    case 'still down':
    case undefined:
      return undefined;
    default:
      return news satisfies never;
  }
};
