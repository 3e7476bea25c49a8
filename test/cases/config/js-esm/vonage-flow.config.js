import { readFileSync } from 'node:fs';
import { hello } from './hello.mjs';

export default { users: [typeof readFileSync, typeof import.meta.dirname], nccos: { hello } };
