// Webhooks as Vonage signs them, as bytes for a raw socket.
import { createHash, createHmac, randomUUID } from 'node:crypto';

/** A signed-webhook token over this body. */
export const sign = (body, secret) => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: 'a1b2c3d4',
    application_id: '11111111-2222-4333-8444-555555555555',
  })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const STATUSES = ['started', 'ringing', 'answered', 'completed'];

/** Four statuses make a call. */
export const leg = (index) => String(Math.floor(index / STATUSES.length)).padStart(32, '0');

/** The event webhook of this number, as a whole request. */
export const eventRequest = (index, port, secret, more = {}) => {
  const body = JSON.stringify({
    headers: {},
    from: '447700900222',
    to: '442079460111',
    uuid: leg(index),
    conversation_uuid: `CON-${leg(index)}`,
    status: STATUSES[index % STATUSES.length],
    direction: 'inbound',
    timestamp: new Date().toISOString(),
    ...more,
  });
  return Buffer.from(
    `POST /webhooks/voice/event HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\nauthorization: Bearer ${sign(body, secret)}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};
