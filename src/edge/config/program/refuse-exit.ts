import { moduleFault } from './module-fault.ts';

/** Runs work in which a program of the user's may not end this one: `process.exit` throws, and fails the work also when that is caught. */
export const refuseExit = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  const { exit } = process;
  let refused: Error | undefined;
  process.exit = (code) => {
    refused = moduleFault(
      `it ends the program: process.exit(${code ?? ''})`,
      { file },
      'a config only says what is served; take that out of it',
    );
    throw refused;
  };
  try {
    const result = await work();
    if (refused) throw refused;
    return result;
  } finally {
    process.exit = exit;
  }
};
