import type { WebhookRequest } from './webhook-request.ts';

/**
 * Where a request goes at a server.
 *
 * @param server its URL, or the path in front alone; a slash at its end does not count
 */
export const urlAt = (server: string, { path, query }: Pick<WebhookRequest, 'path' | 'query'>): string =>
  `${server.replace(/\/$/, '')}${path}${query === '' ? '' : `?${query}`}`;
