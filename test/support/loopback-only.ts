import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

createRequire(import.meta.url)('./loopback-only.cjs');

const preload = fileURLToPath(new URL('./loopback-only.cjs', import.meta.url));
if (!process.env['NODE_OPTIONS']?.includes(preload)) {
  process.env['NODE_OPTIONS'] =
    `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(preload)}`.trim();
}
