import { askDate } from '../../../edge/doctor/ask-date.ts';
import { type Check, fault, ok, skipped, warning } from '../check.ts';
import { apiHostOf } from '../patient.ts';

/** Seconds: from here on `listen` takes signatures for too old (`flow/verify.ts`). */
const FAULTY_SKEW = 300;
/** Seconds of a clock that nobody keeps right. */
const ODD_SKEW = 30;

/** Whether this machine agrees with the platform on the time: tokens and signatures hang on it. */
export const clock: Check = {
  name: 'clock',
  look: async (patient) => {
    const { world } = patient;
    const host = await apiHostOf(patient);
    const before = world.clock.now();
    const asked = await askDate(host);
    if (!asked.ok)
      return [
        fault(`${host} cannot be asked for the time: ${asked.why}`, 'check the connection to the internet'),
      ];
    if (asked.date === undefined) return [skipped(`${host} does not tell the time`)];
    // It was written somewhere between the question and the answer, and has whole seconds.
    const skew = Math.round((before + world.clock.now()) / 2 - asked.date) / 1000;
    const words = `The clock of this machine is ${Math.abs(Math.round(skew))} s ${skew > 0 ? 'ahead' : 'behind'}`;
    const mend = 'let the system set it: timedatectl set-ntp true, or the settings of your system';
    if (Math.abs(skew) > FAULTY_SKEW)
      return [fault(`${words}: tokens made here are refused, and signatures look wrong`, mend)];
    return [Math.abs(skew) > ODD_SKEW ? warning(words, mend) : ok(`agrees with ${new URL(host).host}`)];
  },
};
