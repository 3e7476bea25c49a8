import { open, rm } from 'node:fs/promises';
import { badUsage, codeOf, Failure, wordsOf } from '../../failure.ts';

/** Writes a private key into a new file that only its owner may read. A file that is there stays, whatever it holds: it may be the only copy of another key. */
export const writeKeyFile = async (path: string, name: string, pem: string): Promise<void> => {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(pem);
      await file.sync();
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      throw badUsage({
        what: `${name} is there already`,
        why: 'A private key exists once; it is never written over. No application was made.',
        tryThis: 'choose another file: --key-file other.key',
      });
    }
    throw new Failure({
      what: `The private key cannot be written to ${name}`,
      why: `${wordsOf(error)}. No application was made.`,
      tryThis: 'make room, or choose another file: --key-file <file>',
    });
  }
};
