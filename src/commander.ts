import { createRequire } from 'node:module';

/**
 * commander, as the CommonJS that it is: through its ESM wrapper it would load half as fast, and every `--help` and
 * every mistyped option waits for it.
 */
const commander = createRequire(import.meta.url)('commander') as typeof import('commander');

export const { Command, CommanderError, InvalidArgumentError, Option } = commander;
