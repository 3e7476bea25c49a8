import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';
import { readDocument } from '../../text/read-document.ts';
import { sourceText } from '../../text/source-text.ts';
import { isJsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';

const VARIABLE = 'NGROK_AUTHTOKEN';

/** The user's ngrok authtoken and where it stands: the environment, else the file of the ngrok agent. Fails when there is none. */
export const findNgrokToken = async (
  world: Pick<World, 'env' | 'platform' | 'homeDirectory'>,
): Promise<{ readonly value: string; readonly origin: string }> => {
  const value = world.env[VARIABLE]?.trim();
  if (value) return { value, origin: VARIABLE };
  const file = agentFile(world);
  const saved = await tokenIn(file);
  if (saved !== undefined) return { value: saved, origin: file };
  throw new Failure({
    what: 'ngrok needs an authtoken, and none was found',
    why: `Looked for in ${VARIABLE}, and in ${file}.`,
    tryThis: [
      'get it at https://dashboard.ngrok.com/get-started/your-authtoken (an account is free)',
      `then: export ${VARIABLE}=…, or ngrok config add-authtoken …`,
    ],
  });
};

/** Where the agent keeps its configuration (ngrok.com/docs/agent/config, "Default locations"). */
const agentFile = ({ env, platform, homeDirectory }: Pick<World, 'env' | 'platform' | 'homeDirectory'>) => {
  if (platform === 'darwin')
    return join(homeDirectory, 'Library', 'Application Support', 'ngrok', 'ngrok.yml');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local'), 'ngrok', 'ngrok.yml');
  return join(env['XDG_CONFIG_HOME'] || join(homeDirectory, '.config'), 'ngrok', 'ngrok.yml');
};

/** `authtoken` at the top in version 2 of the file, below `agent` in version 3. */
const tokenIn = async (file: string): Promise<string | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = await readDocument(sourceText(file, text), 'yaml');
  const value = parsed.ok ? parsed.value : undefined;
  if (!isJsonObject(value)) return undefined;
  const agent = isJsonObject(value['agent']) ? value['agent'] : {};
  const token = agent['authtoken'] ?? value['authtoken'];
  return typeof token === 'string' && token.trim() !== '' ? token.trim() : undefined;
};
