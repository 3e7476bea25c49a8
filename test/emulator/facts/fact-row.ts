/** A row of the facts, and what shows that the emulator does it: golden transcripts by name, tests by their path. */
export interface FactRow {
  readonly row: string;
  readonly fact: string;
  /** `talk` is test/cases/emulator/talk.txt, `client-sdk/in-a-call` a story there; `edge/emulator/load.test.ts` is a test. */
  readonly shownBy: readonly string[];
  /** Why nothing shows it, or what is to be said besides. */
  readonly remark?: string;
}

/** A row as it is written in the tables: names of what shows it, or a reason that begins with a dash. */
export type WrittenRow = readonly [row: string, fact: string, shownBy: string];

/** `talk, wait: remark` */
export const factRow = ([row, fact, text]: WrittenRow): FactRow => {
  if (text.startsWith('– ')) return { row, fact, shownBy: [], remark: text.slice(2) };
  const [names = '', ...rest] = text.split(': ');
  const remark = rest.join(': ');
  return { row, fact, shownBy: names.split(', '), ...(remark !== '' && { remark }) };
};
