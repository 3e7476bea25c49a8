import type { Outcome } from '../../src/emulator/input.ts';
import { type Backend, outcome, type Scenario } from './emulator-driver.ts';

/** Replies by path, and by `path kind` for the events of one address; a list gives one reply after the other. */
export const replies = (table: Readonly<Record<string, Outcome | readonly Outcome[]>>): (() => Backend) => {
  return () => {
    const used = new Map<string, number>();
    return ({ url, fields }) => {
      const path = new URL(url).pathname;
      const kind = String(
        fields['status'] ?? ('dtmf' in fields ? 'input' : 'payload' in fields ? 'notify' : ''),
      );
      const key = [`${path} ${kind}`, path].find((candidate) => candidate in table);
      const reply = key === undefined ? undefined : table[key];
      if (!Array.isArray(reply)) return reply as Outcome | undefined;
      const count = used.get(key!) ?? 0;
      used.set(key!, count + 1);
      return (reply as readonly Outcome[])[Math.min(count, reply.length - 1)];
    };
  };
};

export const ncco = (...actions: readonly object[]): Outcome => outcome(200, actions);
export const say = (text: string) => ({ action: 'talk', text });
export interface NamedScenario extends Omit<Scenario, 'backend'> {
  readonly name: string;
  /** A new backend for every run: it counts. */
  readonly backend: () => Backend;
}
