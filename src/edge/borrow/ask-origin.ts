import { codeOf } from '../../failure.ts';

/** What an origin said. */
export interface OriginReply {
  readonly status: number;
  readonly headers: Headers;
  /** Its beginning, when it is longer than was asked for. */
  readonly body: string;
}

/** That, or the code of the failure: `ECONNREFUSED`; empty where none is known, as when nothing came in time. */
export type OriginAnswer = OriginReply | { readonly failure: string };

export interface OriginQuestion {
  readonly method?: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** UTF-16 code units of the body after which no more is read. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of origins by now: each of them is asked once while an application is looked at. */
export type KnownAnswers = Map<string, Promise<OriginAnswer>>;

/** Long enough for a sleeping host to wake; a person waits for what comes of it. */
const ASK_MILLISECONDS = 3_000;

/** Sends one request to an origin; redirects are not followed. Never throws. */
export const askOrigin = async (
  origin: string,
  { method = 'GET', path, headers, most, signal }: OriginQuestion,
): Promise<OriginAnswer> => {
  const limit = AbortSignal.timeout(ASK_MILLISECONDS);
  try {
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': 'vonage-flow', ...headers },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const decoder = new TextDecoder();
    let body = '';
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk, { stream: true });
      if (body.length > most) break;
    }
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    return { failure: codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined) ?? '' };
  }
};
