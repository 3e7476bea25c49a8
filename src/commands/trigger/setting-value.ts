import { InvalidArgumentError } from '../../commander.ts';
import type { Setting } from './flags.ts';

/** `dtmf.timed_out=true`, once more for each. */
export const settingValue = (text: string, before: readonly Setting[] = []): readonly Setting[] => {
  const at = text.indexOf('=');
  const path = text.slice(0, at).trim().split('.');
  if (at < 1 || path.includes('')) {
    throw new InvalidArgumentError('Write a field and a value, as in dtmf.digits=1 or payload={"a":1}.');
  }
  return [...before, { path, text: text.slice(at + 1) }];
};
