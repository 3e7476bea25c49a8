import { InvalidArgumentError } from '../../commander.ts';
import { TOKEN_LIFE } from '../../vonage/user-claims.ts';

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** `15m`, `1h`, `90s` or `90`, in seconds. */
export const tokenLifeValue = (text: string): number => {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smh]?)$/i.exec(text.trim()) ?? [];
  const seconds = Number(amount) * (SECONDS[unit.toLowerCase()] ?? Number.NaN);
  if (amount !== '' && seconds >= TOKEN_LIFE.shortest && seconds <= TOKEN_LIFE.longest) return seconds;
  throw new InvalidArgumentError('Write a time from 30s to 24h, like 15m or 1h.');
};
