import { InvalidArgumentError } from '../../commander.ts';
import { baseUrlValue, numberValue } from '../option-values.ts';

/** Readers of what goes into a config file, as strict as that is read (`edge/config/config-schema.ts`). */

/** A number that can be linked to an application: with its country code. */
export const linkedNumberValue = (text: string): string => {
  const digits = numberValue(text);
  if (/^[1-9]\d{6,14}$/.test(digits)) return digits;
  throw new InvalidArgumentError('Write the country code first, 7 to 15 digits in all: 447700900123');
};

/** The id of an application: a UUID (applications-api.md §1). */
export const applicationIdValue = (text: string): string => {
  const id = text.trim().toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw new InvalidArgumentError(
    'An application id is 8-4-4-4-12 hexadecimal digits; the dashboard shows it.',
  );
};

/** The address of the user's own server. */
export const ownServerValue = (text: string): string => {
  const url = baseUrlValue(text);
  const { username, password, search, hash } = new URL(url);
  if (username === '' && password === '' && search === '' && hash === '') return url;
  throw new InvalidArgumentError('Leave the user name, the query and the # out: http://localhost:8080');
};
