import express from 'express';
import { holdMusic } from './hold-music.js';

const SALES = '447700900444';
const OUR_NUMBER = '14155550100';

/** The statuses of a called phone that mean that nobody is there; the reply to such an event may be an NCCO. */
const NOBODY = new Set(['busy', 'timeout', 'rejected', 'unanswered', 'failed']);

/** A phone menu: 1 for sales, 2 for the opening hours. */
export const createApp = () => {
  const app = express();
  // Vonage, or a tunnel, stands in front: URLs are built with the host and scheme that it was asked by.
  app.set('trust proxy', true);
  app.use(express.json());

  const urlOf = (request, path) => `${request.protocol}://${request.get('host')}${path}`;
  const menu = (request) => [
    { action: 'talk', text: 'Welcome to ACME. Press 1 for sales, 2 for our opening hours.', bargeIn: true },
    {
      action: 'input',
      type: ['dtmf'],
      dtmf: { maxDigits: 1, timeOut: 5 },
      eventUrl: [urlOf(request, '/dtmf')],
    },
  ];

  app.get('/answer', (request, response) => {
    response.json(menu(request));
  });

  app.post('/dtmf', (request, response) => {
    const digits = request.body.dtmf?.digits;
    if (digits === '1') {
      response.json([
        { action: 'talk', text: 'One moment, you are connected to sales.' },
        { action: 'stream', streamUrl: [urlOf(request, '/hold.wav')] },
        {
          action: 'connect',
          from: OUR_NUMBER,
          timeout: 20,
          eventType: 'synchronous',
          eventUrl: [urlOf(request, '/sales')],
          endpoint: [{ type: 'phone', number: SALES, onAnswer: { url: urlOf(request, '/whisper') } }],
        },
      ]);
    } else if (digits === '2') {
      response.json([{ action: 'talk', text: 'We are here from nine to five.' }]);
    } else {
      response.json([{ action: 'talk', text: 'Sorry, I did not get that.' }, ...menu(request)]);
    }
  });

  // What the agent hears before the caller is put through.
  app.get('/whisper', (_request, response) => {
    response.json([{ action: 'talk', text: 'A call from the menu.' }]);
  });

  app.post('/sales', (request, response) => {
    if (NOBODY.has(request.body.status)) {
      response.json([{ action: 'talk', text: 'All our people are busy. We will call you back.' }]);
    } else {
      response.sendStatus(204);
    }
  });

  app.post('/event', (_request, response) => {
    response.sendStatus(204);
  });

  app.get('/hold.wav', (_request, response) => {
    response.type('audio/wav').send(holdMusic(3));
  });

  return app;
};
