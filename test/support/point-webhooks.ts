import type { RunningEmulator } from '../../src/edge/emulator/running-emulator.ts';

/** Gives an emulator's application other webhooks, as its owner would. */
export const pointWebhooks = async (
  { api, about }: Pick<RunningEmulator, 'api' | 'about'>,
  capabilities: { readonly voice: object; readonly rtc?: object },
): Promise<void> => {
  const reply = await fetch(`${api}/v2/applications/${about.applicationId}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`,
    },
    body: JSON.stringify({
      name: 'changed',
      capabilities: Object.fromEntries(
        Object.entries(capabilities).map(([capability, webhooks]) => [capability, { webhooks }]),
      ),
    }),
  });
  if (!reply.ok) throw new Error(`the application was not changed: ${await reply.text()}`);
};
