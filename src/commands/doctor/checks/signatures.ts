import { hasCapability } from '../../../vonage/application.ts';
import { rawAt } from '../../../vonage/raw.ts';
import { type Check, ok, skipped, warning } from '../check.ts';

/** Signed callbacks are checked only by who knows the secret. */
export const signatures: Check = {
  name: 'signatures',
  look: async ({ application: read, credentials, flags, commandLine }) => {
    const application = await read();
    if (application === undefined || !hasCapability(application, 'voice.answer')) return [];
    const raw = rawAt(application, ['capabilities', 'voice', 'signed_callbacks']);
    // On unless it is switched off (rtc-events.md §2).
    const isOn = raw === 'absent' || raw.value !== false;
    if (flags.emulator !== undefined)
      return [
        isOn
          ? ok('webhooks are signed, with a secret that listen knows')
          : skipped('webhooks are not signed'),
      ];
    const { signatureSecret } = await credentials();
    if (isOn && signatureSecret === undefined) {
      return [
        warning(
          'Webhooks are signed, but nobody here can check it: the signature secret is not known',
          'set VONAGE_SIGNATURE_SECRET; it stands in the API settings of the Vonage dashboard',
        ),
      ];
    }
    if (!isOn) {
      return [
        warning(
          'Webhooks are not signed: anybody who knows the URLs can send some',
          `switch it on: ${commandLine(`app configure ${application.id} --signed-callbacks on`)}`,
        ),
      ];
    }
    return [ok(`webhooks are signed, and the secret is known from ${signatureSecret?.origin}`)];
  },
};
