import { defineConfig } from 'vite';
import { tokenOf } from './token.js';

/**
 * `/session?user=alice` gives the page what it logs in with. In an app of yours this is an address of your own server, which knows
 * who asks. Here it is the dev server: the page is built without any secret, and the private key stays with `vonage-flow`.
 */
const session = (real) => {
  const answer = async (request, response) => {
    const user = new URL(request.url, 'http://localhost').searchParams.get('user') ?? '';
    const { error, ...token } = await tokenOf(user, { real });
    response.statusCode = error === undefined ? 200 : 502;
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    response.end(JSON.stringify(error === undefined ? token : { error }));
  };
  const use = ({ middlewares }) => {
    middlewares.use('/session', answer);
  };
  return { name: 'session', configureServer: use, configurePreviewServer: use };
};

export default defineConfig(({ mode }) => ({
  // `npm run dev -- --mode vonage`: the real platform, with the application that vonage-flow finds in the environment.
  plugins: [session(mode === 'vonage')],
  // Vite's own list, and what else must not be had from a dev server that serves this folder: keys, and what vonage-flow keeps.
  server: { fs: { deny: ['.env', '.env.*', '*.{crt,pem,key}', '**/.git/**', '**/.vonage-flow/**'] } },
  // The SDK is one megabyte, and says so at every build.
  build: { chunkSizeWarningLimit: 1500 },
}));
