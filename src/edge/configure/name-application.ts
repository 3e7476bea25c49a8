import { readFile } from 'node:fs/promises';
import { applySplices } from '../../text/edit/splice.ts';
import { textEditor } from '../../text/edit/text-editor.ts';
import type { World } from '../../world.ts';
import type { Config } from '../config/config.ts';
import { languageOf } from '../config/find-config.ts';
import { replaceFile } from '../replace-file.ts';

/**
 * Writes the id of an application into the config, which keeps its comments and layout. False, with nothing written, where it cannot be
 * done: the config is a program, names another application, or may not be written.
 */
export const nameApplication = async (world: World, config: Config, id: string): Promise<boolean> => {
  const { file } = config;
  const language = file === undefined ? undefined : languageOf(file);
  if (file === undefined || language === undefined || config.application !== undefined) return false;
  try {
    const before = await readFile(file, 'utf8');
    const edit = textEditor(before, language);
    const splices = edit([{ do: 'insert-key', path: [], name: 'application', value: id }]);
    if (splices === undefined) return false;
    const after = applySplices(before, splices);
    await replaceFile({ path: file, name: file, before, after, unique: world.chance.hex(6) });
    return true;
  } catch {
    // The application is made; where its id belongs is told to the user instead.
    return false;
  }
};
