import type { ApiFamily } from './api-family.ts';
import { proxyBody } from './calls/voice-refusal.ts';
import type { RestReply } from './problem.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A reply to a request that was right, made to look like the API's others; no source shows these bodies (U). */
export const failedOnDemand = (family: ApiFamily, status: number, why: string): RestReply => {
  const title = TITLES[status] ?? `Status ${status}`;
  const body = family === 'voice' ? proxyBody(title) : { title, detail: title };
  return { status, body, why };
};
