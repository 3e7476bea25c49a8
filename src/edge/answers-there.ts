import { connect } from 'node:net';
import { REACH } from './reach.ts';

/** Somebody on this machine has answered by then, or nobody is there. */
const WITHIN_MILLISECONDS = 1_000;

/** Whether a server takes connections at a URL's host and port. Never rejects. */
export const answersThere = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { protocol, hostname, port } = new URL(url);
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
      ...REACH,
      timeout: WITHIN_MILLISECONDS,
    });
    const done = (answers: boolean) => (): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
