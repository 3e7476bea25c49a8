import { ENDPOINTS } from '../ncco/endpoints.ts';
import type { OptionTable, VariantDescription } from '../ncco/option.ts';
import { stated, uncertain } from './facts.ts';

// `onAnswer` belongs to `connect` alone: a call that is created has its own NCCO.
const { number, dtmfAnswer, shaken } = ENDPOINTS.phone.options;
const { uri, headers, standardHeaders } = ENDPOINTS.sip.options;

const SIP = {
  uri: { ...uri, required: true },
  headers,
  // Snake case here, camel case in an NCCO.
  standard_headers: { ...standardHeaders, ...stated('§2') },
  standardHeaders: { ...standardHeaders, sameAs: 'standard_headers', ...uncertain('§2') },
} as const satisfies OptionTable;

/** Whom `POST /v1/calls` can call, by `type` (voice-api.md §2); the twins of an NCCO's `connect`. */
export const CALL_ENDPOINTS = {
  phone: { about: ENDPOINTS.phone.about, options: { number, dtmfAnswer, shaken } },
  app: ENDPOINTS.app,
  sip: { about: ENDPOINTS.sip.about, options: SIP },
  websocket: ENDPOINTS.websocket,
  vbc: ENDPOINTS.vbc,
} as const satisfies Record<string, VariantDescription>;
