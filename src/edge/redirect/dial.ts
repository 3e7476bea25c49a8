import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { World } from '../../world.ts';
import { isCovered, parseNoProxy } from './no-proxy.ts';

/** Opens a connection to a host that is not Vonage's, as the user's own environment says. */
export type Dial = (host: string, port: number) => Promise<Socket>;

/** Directly, or through the proxy that the user has for other hosts already. */
export const dialAs = (env: World['env']): Dial => {
  const proxy = proxyOf(env);
  const direct = parseNoProxy(env['no_proxy'] ?? env['NO_PROXY']);
  return async (host, port) => {
    const isDirect = direct.some((entry) => isCovered(host.toLowerCase(), port, entry));
    if (proxy !== undefined && !isDirect) return throughProxy(proxy, host, port);
    const socket = connect({ host, port });
    await once(socket, 'connect');
    return socket;
  };
};

const proxyOf = (env: World['env']): URL | undefined => {
  const named = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'];
  if (!named) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Other kinds of proxies are passed over: they want a protocol of their own.
  return url?.protocol === 'http:' ? url : undefined;
};

const throughProxy = (proxy: URL, host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || 80,
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(proxy.username !== '' && {
          'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
        }),
      },
      agent: false,
    })
      .once('connect', ({ statusCode }, socket, head) => {
        if (statusCode === 200) {
          if (head.length > 0) socket.unshift(head);
          resolve(socket as Socket);
          return;
        }
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} answered ${statusCode} for ${authority}`));
      })
      .once('error', reject)
      .end();
  });
