import type { Application } from '../../../vonage/application.ts';
import { slotAddress } from '../../../vonage/application.ts';
import type { JsonObject } from '../../../vonage/json.ts';
import { type Ncco, readNcco } from '../../../vonage/ncco.ts';
import { CREATE_CALL, type CreateCall } from '../../../vonage/voice-api/create-call.ts';
import { type BodyFault, bodyFault, readBody } from '../../../vonage/voice-api/read-body.ts';

export type ReadCreateCall =
  | { readonly ok: true; readonly wanted: CreateCall; readonly ncco: Ncco | undefined }
  | { readonly ok: false; readonly faults: readonly BodyFault[] };

/** Reads the body of `POST /v1/calls`: its fields, and what they have to do with one another (voice-api.md §2, §11). */
export const readCreateCall = (body: JsonObject, application: Application): ReadCreateCall => {
  const reading = readBody(CREATE_CALL, body);
  if (!reading.ok) return reading;
  const wanted = reading.body;
  const inline = readInlineNcco(wanted.ncco);
  const faults = [...crossFaults(wanted, application), ...inline.faults];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, wanted, ncco: inline.ncco };
};

const crossFaults = (wanted: CreateCall, application: Application): readonly BodyFault[] => {
  const faults: BodyFault[] = [];
  const { ncco, answer_url, from, random_from_number, event_url } = wanted;
  if ((ncco === undefined) === (answer_url === undefined)) {
    const both = ncco !== undefined;
    faults.push(
      bodyFault('answer_url', both ? 'must not be given with ncco' : 'is required unless ncco is given'),
    );
  }
  if ((from === undefined) === (random_from_number !== true)) {
    const both = from !== undefined;
    faults.push(
      bodyFault(
        'from',
        both ? 'must not be given with random_from_number' : 'is required unless random_from_number is true',
      ),
    );
  }
  if (event_url === undefined && slotAddress(application, 'voice.event') === undefined)
    faults.push(bodyFault('event_url', 'is required, for the application has none'));
  return faults;
};

/**
 * An NCCO in a body is looked at at once: a user of an SDK got a 400 for a text where `eventUrl` needs an array
 * (vonage-php-sdk-core#196, I).
 */
export const readInlineNcco = (
  ncco: readonly JsonObject[] | undefined,
): { readonly ncco: Ncco | undefined; readonly faults: readonly BodyFault[] } => {
  if (ncco === undefined) return { ncco: undefined, faults: [] };
  const reading = readNcco(ncco);
  return reading.ok
    ? { ncco: reading.ncco, faults: [] }
    : {
        ncco: undefined,
        faults: [bodyFault('ncco', reading.reason, `ncco${reading.where}: ${reading.detail}`)],
      };
};
