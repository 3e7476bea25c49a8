import type { Dispatcher, Pool } from 'undici';
import { decodedBody } from '../decoded-body.ts';

export interface Question {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** From the beginning to the reply's last byte. */
  readonly withinMilliseconds: number;
  readonly longestReplyBytes: number;
}

/** How a request ended; `replying`: the reply had begun. */
export type Answer =
  | { readonly is: 'reply'; readonly status: number; readonly body: string }
  | { readonly is: 'too-late'; readonly replying: boolean }
  | { readonly is: 'too-long' }
  | { readonly is: 'broken'; readonly error: unknown; readonly replying: boolean };

/**
 * One request, and its whole reply as text. Below undici's `request`, for that makes a stream and an abort signal for
 * every reply, which cost more than all the rest of a webhook.
 * @param tell is called once, in the same breath where nothing could be sent
 */
export const askServer = (pool: Pool, question: Question, tell: (answer: Answer) => void): void => {
  let controller: Dispatcher.DispatchController | undefined;
  let status = 0;
  let size = 0;
  const chunks: Buffer[] = [];
  let encoding: string | string[] | undefined;
  let isOver = false;
  const end = (answer: Answer): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    tell(answer);
  };
  const leave = (answer: Answer): void => {
    end(answer);
    controller?.abort(new Error(answer.is));
  };
  const timer = setTimeout(
    () => leave({ is: 'too-late', replying: status !== 0 }),
    question.withinMilliseconds,
  );
  const { path, method, headers, body = null } = question;
  pool.dispatch(
    { path, method, headers, body },
    {
      onRequestStart: (started) => {
        controller = started;
        // The time was up while it was still connecting.
        if (isOver) started.abort(new Error('too-late'));
      },
      onResponseStart: (_controller, code, replied) => {
        // 103 and its like come before the reply itself.
        if (code < 200) return;
        status = code;
        encoding = replied['content-encoding'];
      },
      onResponseData: (_controller, chunk) => {
        size += chunk.length;
        if (size > question.longestReplyBytes) leave({ is: 'too-long' });
        else chunks.push(chunk);
      },
      onResponseEnd: () => {
        const body = Buffer.concat(chunks);
        if (encoding === undefined) return end({ is: 'reply', status, body: body.toString() });
        // Nobody says whether the platform reads these; HTTP allows them to whoever does not refuse them.
        void decodedBody(body, encoding).then((decoded) =>
          end({ is: 'reply', status, body: Buffer.from(decoded ?? body).toString() }),
        );
      },
      onResponseError: (_controller, error) => end({ is: 'broken', error, replying: status !== 0 }),
    },
  );
};
