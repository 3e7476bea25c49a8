import type { SendWebhook } from '../../emulator/effect.ts';
import type { Outcome } from '../../emulator/input.ts';
import { codeOf, wordsOf } from '../../failure.ts';
import type { Answer } from './ask-server.ts';

/** How a try ended that brought no reply. */
export type FailedTry = Pick<Outcome, 'status' | 'body' | 'failure'>;

/** A try without a reply, by kind and in words. */
export const failedTry = (kind: 'connection' | 'time-out' | 'reply', words: string): FailedTry => ({
  status: undefined,
  body: '',
  failure: { kind, words },
});

/** Why a server did not reply, in words that tell one that is not there from one that exits and from one that is slow. */
export const failedTryOf = (
  answer: Exclude<Answer, { readonly is: 'reply' }>,
  webhook: Pick<SendWebhook, 'connectTimeout' | 'socketTimeout'>,
  url: URL,
): FailedTry => {
  if (answer.is === 'too-long') return failedTry('reply', 'the reply is longer than 1 MiB');
  if (answer.is === 'too-late') {
    const what = answer.replying ? 'the reply was not complete' : 'no reply';
    return failedTry('time-out', `${what} within ${webhook.socketTimeout} ms`);
  }
  const code = codeOf(answer.error) ?? '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return failedTry('time-out', `no connection within ${webhook.connectTimeout} ms`);
  return failedTry('connection', wordsOfConnection(code, answer.error, url, answer.replying));
};

const wordsOfConnection = (code: string, error: unknown, url: URL, replying: boolean): string => {
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${url.origin}: is your server running?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host ${url.hostname} (${code})`;
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return replying
        ? 'your server closed the connection in the middle of its reply: did it crash?'
        : 'your server closed the connection before it replied: did it crash?';
    default:
      if (error instanceof Error && error.name === 'HTTPParserError')
        return `what ${url.origin} answers is not HTTP`;
      if (code === 'UND_ERR_HEADERS_OVERFLOW') return `the reply's headers are too long (${code})`;
      return wordsOf(error);
  }
};
