import { resolve } from 'node:path';
import { languageOf } from '../../../edge/config/find-config.ts';
import { readTextFile } from '../../../edge/config/read-text-file.ts';
import { badUsage } from '../../../failure.ts';
import { readDocument } from '../../../text/read-document.ts';
import { sourceText } from '../../../text/source-text.ts';
import type { Json } from '../../../vonage/json.ts';
import { readNcco } from '../../../vonage/ncco.ts';
import type { World } from '../../../world.ts';

/** The NCCO of a file, for the request that places a call. Templates are a listener's, which knows its addresses. */
export const readNccoFile = async (name: string, { cwd }: World): Promise<Json> => {
  const look = `look at it: vonage-flow ncco validate ${name}`;
  const read = await readTextFile(resolve(cwd, name));
  if (!read.ok) throw badUsage({ what: `${name} cannot be read: ${read.why}`, tryThis: read.tryThis });
  const document = await readDocument(sourceText(name, read.text), languageOf(name) ?? 'json');
  if (!document.ok) throw badUsage({ what: `${name} cannot be understood`, tryThis: look });
  const ncco = readNcco(document.value);
  if (!ncco.ok) throw badUsage({ what: `${name} is no NCCO that Vonage would run`, tryThis: look });
  if (/\{\{/.test(read.text)) {
    throw badUsage({
      what: `${name} has {{ … }} in it, which only a running listen can fill in`,
      tryThis: 'start it in another terminal, vonage-flow listen, and name the NCCO: --ncco welcome',
    });
  }
  return document.value;
};
