import { createLog } from './log.js';
import { createPhone } from './phone.js';

const $ = (id) => document.getElementById(id);

/** Whose phone this is: `?user=bob` for another one. */
const USER = new URLSearchParams(location.search).get('user') ?? 'alice';

/** What the page logs in with: from the dev server here (vite.config.js), from your own server in an app of yours. */
const fetchSession = async () => {
  const response = await fetch(`/session?user=${encodeURIComponent(USER)}`).catch(() => undefined);
  if (response === undefined) throw refused('The dev server does not answer', ['start it: npm run dev']);
  const { error, ...session } = await response.json();
  if (error !== undefined) throw refused(error.what, error.tryThis, error.why);
  return session;
};

const refused = (what, tryThis, why) => Object.assign(new Error(what), { why, tryThis });

const TITLE = document.title;

const log = createLog($('lines'));
let state;

const show = (now) => {
  state = now;
  const { session, user, applicationId, apiUrl, invites, call, last, problem } = now;
  const [invite] = invites;

  $('user').textContent = user ?? USER;
  $('application').textContent = applicationId === undefined ? '\u00a0' : `application ${applicationId}`;
  $('session').textContent = session;
  $('session').dataset.state = session;
  $('in-or-out').hidden = session !== 'online' && session !== 'offline';
  $('in-or-out').textContent = session === 'online' ? 'Log out' : 'Log in';
  $('silent').hidden = apiUrl === undefined || (session !== 'online' && session !== 'reconnecting');

  $('problem').hidden = problem === undefined;
  $('what').textContent = problem?.what ?? '';
  $('try-this').textContent = problem?.tryThis ?? '';

  // Also seen when another tab is in front.
  document.title = invite === undefined ? TITLE : `☎ ${invite.from}`;
  $('invite').hidden = invite === undefined;
  $('invite-kind').textContent = invite === undefined ? '' : kindOf(invite, call);
  $('invite-from').textContent = invite?.from ?? '';

  $('call').hidden = call === undefined;
  $('call-stage').textContent = call === undefined ? '' : stageOf(call);
  $('call-with').textContent = call?.with ?? '';
  $('pressed').textContent = call?.pressed ?? '';
  $('mute').setAttribute('aria-pressed', String(call?.muted === true));
  $('mute').textContent = call?.muted ? 'Unmute' : 'Mute';
  for (const button of $('call').querySelectorAll('button')) button.disabled = call?.stage !== 'active';
  showTime();

  $('dial').hidden = call !== undefined || invite !== undefined;
  $('call-out').disabled = session !== 'online';
  $('last').hidden = last === undefined;
  $('last').textContent = last ?? '';
};

const kindOf = ({ channelType }, call) =>
  `Incoming call (${channelType})${call === undefined ? '' : ': answering it hangs up the other'}`;

const stageOf = ({ stage, other, muted }) => {
  if (stage !== 'active') return `${stage}…`;
  return [other === 'ringing' ? 'ringing…' : 'in call', ...(muted ? ['muted'] : [])].join(', ');
};

const showTime = () => {
  const since = state?.call?.since;
  const seconds = since === undefined ? 0 : Math.floor((Date.now() - since) / 1000);
  $('call-time').textContent =
    since === undefined ? '\u00a0' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
setInterval(showTime, 1000);

const phone = createPhone({ fetchSession, onChange: show, onLog: (entry) => log.add(entry) });

for (const key of '123456789*0#') {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = key;
  button.onclick = () => phone.press(key);
  $('keypad').append(button);
}
addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (state.call?.stage !== 'active' || target.matches('input, textarea') || ctrlKey || metaKey || altKey)
    return;
  if (/^[0-9*#]$/.test(key)) phone.press(key);
});

$('in-or-out').onclick = () => (state.session === 'online' ? phone.logOut() : phone.logIn());
$('answer').onclick = () => phone.answer(state.invites[0]);
$('reject').onclick = () => phone.reject(state.invites[0]);
$('mute').onclick = () => phone.toggleMute();
$('hang-up').onclick = () => phone.hangUp();
$('clear').onclick = () => log.clear();

$('dial').onsubmit = (event) => {
  event.preventDefault();
  const customData = customDataOf($('custom-data'));
  if (customData !== undefined) phone.call($('to').value.replace(/[^0-9]/g, ''), customData);
};

/** Undefined, and said beside the field, when it is no JSON object. */
const customDataOf = (field) => {
  let data;
  try {
    data = JSON.parse(field.value.trim() || '{}');
  } catch {}
  const right = typeof data === 'object' && data !== null && !Array.isArray(data);
  field.setCustomValidity(right ? '' : 'A JSON object, like { "ticket": "T-1009" }');
  if (!right) field.closest('details').open = true;
  return field.reportValidity() ? data : undefined;
};
$('custom-data').oninput = ({ target }) => target.setCustomValidity('');

await phone.logIn();
