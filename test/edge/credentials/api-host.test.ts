import { expect, it } from 'vitest';
import { apiHostFrom } from '../../../src/edge/credentials/api-host.ts';

const PASSED_OVER = {
  apiHost: undefined,
  remarks: ['VONAGE_API_HOST was passed over, for it is no http address of this machine; Vonage is asked.'],
};
const at = (apiHost: string) => ({
  apiHost,
  remarks: [`The application is looked for at ${apiHost}, not at Vonage: VONAGE_API_HOST says so.`],
});

it.each([
  ['http://127.0.0.1:4010', at('http://127.0.0.1:4010')],
  ['http://localhost:4010/', at('http://localhost:4010')],
  ['http://[::1]:4010', at('http://[::1]:4010')],
  ['https://api.nexmo.com', PASSED_OVER],
  ['http://127.0.0.1.example.com', PASSED_OVER],
  ['http://127.0.0.1@example.com', PASSED_OVER],
  ['http://10.0.0.7:4010', PASSED_OVER],
  ['127.0.0.1:4010', PASSED_OVER],
  ['file:///etc/passwd', PASSED_OVER],
])('VONAGE_API_HOST=%s', (value, expected) => {
  expect(apiHostFrom({ value, origin: 'VONAGE_API_HOST' })).toEqual(expected);
});
