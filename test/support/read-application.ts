import type { JsonObject } from '../../src/vonage/json.ts';

/** An application as the API gives it to anybody: without our own client in between. */
export const readApplication = async (
  api: string,
  account: { readonly apiKey: string; readonly apiSecret: string },
  id: string,
): Promise<JsonObject> => {
  const response = await fetch(`${api}/v2/applications/${id}`, {
    headers: { authorization: basic(account) },
  });
  if (!response.ok) throw new Error(`GET application ${id}: ${response.status}`);
  return (await response.json()) as JsonObject;
};

/** The Authorization header of an account. */
export const basic = ({
  apiKey,
  apiSecret,
}: {
  readonly apiKey: string;
  readonly apiSecret: string;
}): string => `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
