/** Served when an NCCO cannot be: the caller hears a sentence instead of a dropped line. */
export const LAST_RESORT = [
  { action: 'talk', text: 'Sorry, something went wrong on our side. Please call again later.' },
] as const;

/**
 * The config that `listen --emulator` has when there is no config file: a small IVR that shows all five steps of the
 * event flow. Exactly what a config file could say (`examples/ivr` says it at more length).
 */
export const BUILT_IN_CONFIG = {
  numbers: ['14155550100'],
  users: ['alice'],
  answer: 'welcome',
  nccos: {
    welcome: [
      {
        action: 'talk',
        text: 'Welcome to vonage-flow. Press 1 to talk to Alice, or 2 for billing.',
        bargeIn: true,
      },
      { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1, timeOut: 5 }, eventUrl: ['{{ urls.menu }}'] },
    ],
    menu: [
      { when: { 'dtmf.digits': '1' }, ncco: 'alice' },
      { when: { 'dtmf.digits': '2' }, ncco: 'billing' },
      { ncco: 'sorry' },
    ],
    alice: [
      { action: 'talk', text: 'Connecting you to Alice.' },
      { action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] },
    ],
    billing: [
      { action: 'talk', text: 'Connecting you to billing.' },
      { action: 'connect', from: '{{ to }}', endpoint: [{ type: 'phone', number: '14155550199' }] },
    ],
    sorry: [
      {
        action: 'talk',
        text: 'Sorry, I did not get that. Press 1 for Alice, or 2 for billing.',
        bargeIn: true,
      },
      { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1, timeOut: 5 }, eventUrl: ['{{ urls.menu }}'] },
    ],
  },
} as const;
