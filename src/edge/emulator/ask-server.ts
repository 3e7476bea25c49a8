import type { Client, Dispatcher } from 'undici';
import { decodedBody } from '../decoded-body.ts';

export interface Question {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Name, value, name, value … */
  readonly headers: string[];
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
export const askServer = (client: Client, question: Question, tell: (answer: Answer) => void): void => {
  const { path, method, headers, body = null, longestReplyBytes } = question;
  const exchange: Exchange = {
    tell,
    longestReplyBytes,
    timer: undefined,
    abort: undefined,
    status: 0,
    size: 0,
    chunks: undefined,
    encoding: undefined,
    isOver: false,
    onConnect,
    onHeaders,
    onData,
    onComplete,
    onError,
  };
  exchange.timer = setTimeout(timeUp, question.withinMilliseconds, exchange);
  client.dispatch({ path, method, headers, body }, exchange);
};

/**
 * A request under way. Its functions are those of all requests, which are many: they find it as `this`. They have the names by which
 * undici 7's own `request` is told; the newer ones (`onResponseStart` …) are translated into these, with objects for each request that
 * nobody here looks at: a twentieth of a webhook.
 */
interface Exchange extends Dispatcher.DispatchHandler {
  readonly tell: (answer: Answer) => void;
  readonly longestReplyBytes: number;
  timer: NodeJS.Timeout | undefined;
  abort: ((error?: Error) => void) | undefined;
  /** 0 until the reply begins. */
  status: number;
  size: number;
  /** Undefined for an empty reply. */
  chunks: Buffer[] | undefined;
  encoding: string | undefined;
  isOver: boolean;
}

const end = (exchange: Exchange, answer: Answer): void => {
  if (exchange.isOver) return;
  exchange.isOver = true;
  clearTimeout(exchange.timer);
  exchange.tell(answer);
};

/** The connection goes first: who is told may send the next over it. */
const leave = (exchange: Exchange, answer: Answer): void => {
  if (exchange.isOver) return;
  exchange.isOver = true;
  clearTimeout(exchange.timer);
  exchange.abort?.(new Error(answer.is));
  exchange.tell(answer);
};

const timeUp = (exchange: Exchange): void =>
  leave(exchange, { is: 'too-late', replying: exchange.status !== 0 });

function onConnect(this: Exchange, abort: (error?: Error) => void): void {
  this.abort = abort;
  // The time was up while it was still connecting.
  if (this.isOver) abort(new Error('too-late'));
}

const CONTENT_ENCODING = 'content-encoding';

/** Gives whether more may come; `headers` are name, value, name, value … */
function onHeaders(this: Exchange, status: number, headers: readonly Buffer[]): boolean {
  // 103 and its like come before the reply itself.
  if (status < 200) return true;
  this.status = status;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    // Most are told by their length alone.
    if (name.length === CONTENT_ENCODING.length && name.toString('latin1').toLowerCase() === CONTENT_ENCODING)
      this.encoding = headers[index + 1]?.toString('latin1');
  }
  return true;
}

function onData(this: Exchange, chunk: Buffer): boolean {
  this.size += chunk.length;
  if (this.size > this.longestReplyBytes) leave(this, { is: 'too-long' });
  else if (this.chunks) this.chunks.push(chunk);
  else this.chunks = [chunk];
  return true;
}

function onComplete(this: Exchange): void {
  const { status, chunks, encoding } = this;
  if (chunks === undefined) {
    end(this, { is: 'reply', status, body: '' });
    return;
  }
  const body = Buffer.concat(chunks);
  if (encoding === undefined) {
    end(this, { is: 'reply', status, body: body.toString() });
    return;
  }
  // Nobody says whether the platform reads these; HTTP allows them to whoever does not refuse them.
  void decodedBody(body, encoding).then((decoded) =>
    end(this, { is: 'reply', status, body: Buffer.from(decoded ?? body).toString() }),
  );
}

function onError(this: Exchange, error: Error): void {
  end(this, { is: 'broken', error, replying: this.status !== 0 });
}
