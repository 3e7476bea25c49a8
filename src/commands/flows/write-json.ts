import { harmless } from '../../flow/exchange-record.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';

/** Writes text, and settles when it was taken. */
export type Write = (text: string) => Promise<void>;

/** A long call is handed over in pieces, each when the one before is gone. */
export const writerTo =
  ({ stdout }: World): Write =>
  (text) => {
    stdout.write(text);
    return stdout.flushed();
  };

/** JSON that no terminal obeys. */
export const jsonOf = (value: JsonObject): string => harmless(JSON.stringify(value));
