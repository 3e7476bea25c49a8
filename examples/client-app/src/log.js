/** More of them make a page slow; the oldest go. */
const MOST = 500;

const ID = /^(?:[A-Z]{3}-)?[0-9a-f-]{32,36}$/i;

/** A list of what happened, newest last: a line each, which opens to show all of its arguments. */
export const createLog = (list) => ({
  add({ from, name, args, error }) {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    const all = document.createElement('pre');
    const failed = error === undefined ? '' : ` failed: ${error.code ?? error.message}`;
    summary.append(
      part('time', clock()),
      part('b', from === 'sdk' ? '←' : '→'),
      part('code', name),
      part('span', failed === '' ? Object.values(args).map(brief).join('  ') : failed),
    );
    all.textContent = written(error === undefined ? args : { args, error: plain(error) });
    details.append(summary, all);
    const line = document.createElement('li');
    line.className = error === undefined ? from : `${from} failed`;
    line.append(details);
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    list.append(line);
    if (list.childElementCount > MOST) list.firstElementChild.remove();
    if (atEnd) list.scrollTop = list.scrollHeight;
  },
  clear: () => list.replaceChildren(),
});

const part = (tag, text) => {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
};

const clock = (now = new Date()) =>
  `${now.toLocaleTimeString('en-GB')}.${String(now.getMilliseconds()).padStart(3, '0')}`;

/** An argument in few words: an id by its beginning, an event by its kind, what else is long by its type. */
const brief = (value) => {
  if (typeof value === 'string') return ID.test(value) ? value.slice(0, 8) : value;
  if (typeof value !== 'object' || value === null) return String(value);
  const text = JSON.stringify(value);
  return value.kind ?? value.code ?? (text.length > 80 ? '{…}' : text);
};

const plain = ({ message, type, code }) => ({ message, type, code });

const written = (value) =>
  JSON.stringify(value, (_key, inner) => (inner instanceof Error ? plain(inner) : inner), 2);
