// A user's server in a process of its own: an NCCO for each call that names the call, and at `/report` what it was told
// of each conversation. Prints its port as JSON.
import { createServer } from 'node:http';

/** By conversation: callers, statuses by leg, and the calls that `notify` named. */
const told = new Map();
const entryOf = (conversation) => {
  if (!told.has(conversation)) told.set(conversation, { from: [], statuses: {}, notified: [] });
  return told.get(conversation);
};

const nccoFor = (query, port) => {
  const fields = new URLSearchParams(query);
  entryOf(fields.get('conversation_uuid')).from.push(fields.get('from'));
  return [
    { action: 'talk', text: 'One moment, please.' },
    {
      action: 'notify',
      payload: { from: fields.get('from') },
      eventUrl: [`http://127.0.0.1:${port}/event`],
    },
    { action: 'connect', from: '14155550100', endpoint: [{ type: 'phone', number: '447700900444' }] },
    { action: 'talk', text: 'Good bye.' },
  ];
};

const note = ({ conversation_uuid, uuid, status, payload }) => {
  const entry = entryOf(conversation_uuid);
  if (payload) entry.notified.push(payload.from);
  if (!status) return;
  entry.statuses[uuid] ??= [];
  entry.statuses[uuid].push(status);
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const [path, query] = request.url.split('?');
    if (path === '/event') {
      note(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(204).end();
      return;
    }
    const body = path === '/report' ? [...told.values()] : nccoFor(query, server.address().port);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
