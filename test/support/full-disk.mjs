// Preloaded into the command: the disk of its state folder is full. Files can be made there, and nothing written into them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { open } = fs.promises;
fs.promises.open = async (path, ...rest) => {
  const file = await open(path, ...rest);
  if (String(path).includes('/state/vonage-flow')) {
    file.writeFile = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
  }
  return file;
};
syncBuiltinESMExports();
