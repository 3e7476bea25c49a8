import type { CommandNotice } from '../flow/notice.ts';
import { spokenDuration } from './wording.ts';

/** What there is to say of the command that `listen` has started; a bad end with what to do. */
export const commandWords = ({
  command,
  news,
}: CommandNotice): { readonly words: string; readonly isBad: boolean; readonly tryThis?: string } => {
  switch (news.name) {
    case 'started':
      return { words: `started ${command}`, isBad: false };
    case 'restarting':
      return { words: `restarting ${command}: ${news.why}`, isBad: false };
    case 'ended': {
      const after = `after ${spokenDuration(news.milliseconds)}`;
      if (news.code === 0) return { words: `${command} has ended, ${after}`, isBad: false };
      return {
        words: `${command} ended with exit code ${news.code}, ${after}`,
        isBad: true,
        tryThis: 'look at what it said last; key R starts it again',
      };
    }
    default:
      return news satisfies never;
  }
};
