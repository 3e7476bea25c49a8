/** As much of Express as the tests write. */
declare module 'express' {
  import type { IncomingMessage, RequestListener, Server } from 'node:http';

  export interface Request extends IncomingMessage {
    readonly hostname: string;
    // biome-ignore lint/suspicious/noExplicitAny: whatever the body parser made, as in anybody's app
    readonly body: any;
  }
  export interface Response {
    status(code: number): Response;
    set(name: string, value: string): Response;
    json(value: unknown): Response;
    send(text: string): Response;
    sendStatus(code: number): Response;
    redirect(to: string): void;
    type(name: string): Response;
  }
  export type RequestHandler = (request: Request, response: Response, next: () => void) => unknown;
  export interface Express extends RequestListener {
    (request: Request, response: Response, next: () => void): void;
    use(handler: RequestHandler): Express;
    get(path: string, handler: RequestHandler): Express;
    post(path: string, handler: RequestHandler): Express;
    all(path: string, handler: RequestHandler): Express;
    listen(port: number, host: string): Server;
  }
  const express: (() => Express) & { json(): RequestHandler };
  export default express;
}
