import fastify from 'fastify';

/** Asks what a call is about, connects to somebody who knows, or takes a message. `messages` gets the recordings. */
export const createApp = (messages = []) => {
  const app = fastify({ trustProxy: true });
  const urlOf = ({ protocol, host }, path) => `${protocol}://${host}${path}`;

  const voicemail = (request) => [
    { action: 'talk', text: 'Please leave a message after the tone.' },
    {
      action: 'record',
      beepStart: true,
      endOnSilence: 3,
      eventUrl: [urlOf(request, '/recorded')],
    },
    { action: 'talk', text: 'Thank you. Good bye.' },
  ];

  app.get('/answer', async (request) => {
    const { from_user: user, custom_data: data } = request.query;
    const ticket = data === undefined ? undefined : JSON.parse(data).ticket;
    const greeting = user === undefined ? 'Hello.' : `Hello ${user}, this is about ticket ${ticket}.`;
    return [
      { action: 'talk', text: `${greeting} What can we do for you?` },
      {
        action: 'input',
        type: ['speech'],
        speech: { language: 'en-GB' },
        eventUrl: [urlOf(request, '/heard')],
      },
    ];
  });

  app.post('/heard', async (request) => {
    const said = request.body.speech?.results?.[0]?.text ?? '';
    if (!/billing|invoice/i.test(said)) return voicemail(request);
    return [
      { action: 'talk', text: 'I connect you to billing.' },
      { action: 'connect', endpoint: [{ type: 'app', user: 'billing' }] },
    ];
  });

  app.post('/recorded', async (request, reply) => {
    messages.push(request.body);
    return reply.code(204).send();
  });

  app.post('/event', async (_request, reply) => reply.code(204).send());

  return app;
};
