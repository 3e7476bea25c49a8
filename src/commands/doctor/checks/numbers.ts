import { type Check, type Finding, fault, ok, warning } from '../check.ts';

/** The numbers that lead to the application, and those that bypass it (applications-api.md §6). */
export const numbers: Check = {
  name: 'numbers',
  look: async ({ application: read, account, config, flags, commandLine }): Promise<readonly Finding[]> => {
    const application = await read();
    if (application === undefined) return [];
    const linked = await (await account()).numbers.list(application.id);
    if (linked.length === 0) {
      return [
        warning(
          'No number is linked to the application: nobody can call it by phone',
          `link one: ${commandLine(`app configure ${application.id} --link-number <number>`)}`,
        ),
      ];
    }
    const wished =
      flags.emulator === undefined ? ((await config().catch(() => undefined))?.numbers ?? []) : [];
    const missing = wished.filter((number) => !linked.some(({ msisdn }) => msisdn === number));
    return [
      ...linked.map(({ msisdn, voiceCallbackType }) =>
        voiceCallbackType === 'sip' || voiceCallbackType === 'tel'
          ? fault(
              `${msisdn} forwards to ${voiceCallbackType}: its calls never reach this application`,
              'take the forwarding away in the Vonage dashboard, under the number',
            )
          : ok(`${msisdn} is linked`),
      ),
      ...missing.map((number) =>
        warning(
          `${number} stands in the config, but is not linked to this application`,
          `link it: ${commandLine(`app configure ${application.id} --link-number ${number}`)}`,
        ),
      ),
    ];
  },
};
