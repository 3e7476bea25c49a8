import { VonageClient } from '@vonage/client-sdk';
import { explain } from './explain.js';

/** The callbacks of a voice app, with the names of their arguments. `rtcStatsUpdate` is left out: it comes every second. */
const CALLBACKS = {
  callInvite: ['callId', 'from', 'channelType'],
  callInviteCancel: ['callId', 'reason'],
  callHangup: ['callId', 'quality', 'reason'],
  callTransfer: ['callId', 'conversationId'],
  legStatusUpdate: ['callId', 'legId', 'status'],
  mute: ['callId', 'legId', 'isMuted'],
  earmuff: ['callId', 'legId', 'isEarmuffed'],
  dtmf: ['callId', 'legId', 'digits'],
  callMediaDisconnect: ['callId', 'reason'],
  callMediaReconnecting: ['callId'],
  callMediaReconnection: ['callId'],
  callMediaError: ['callId', 'error'],
  conversationEvent: ['event'],
  sessionError: ['reason'],
  reconnecting: [],
  reconnection: [],
};

/** A token is replaced so long before it ends. */
const REFRESH_BEFORE_MS = 60_000;
/** When that failed it is tried again so much later, as long as the token lasts. */
const REFRESH_AGAIN_MS = 5_000;

const NOTHING = { session: 'offline', user: undefined, invites: [], call: undefined, problem: undefined };

/**
 * One user's phone: the Client SDK, and what a page has to know of it.
 *
 * @param fetchSession gives `{ token, expiresAt, apiUrl? }`: at the login, and whenever the token is about to end
 * @param onChange gets the state after every change
 * @param onLog gets every callback (`from: 'sdk'`) and every request of ours (`from: 'page'`), in order
 */
export const createPhone = ({ fetchSession, onChange, onLog }) => {
  let state = NOTHING;
  let client;
  let refreshing;

  const set = (change) => {
    state = { ...state, ...change };
    onChange(state);
  };
  const setCall = (change) => {
    if (state.call !== undefined) set({ call: { ...state.call, ...change } });
  };
  const withoutInvite = (id) => state.invites.filter((one) => one.id !== id);

  /** Asks the SDK for something, and logs it with how it went. */
  const ask = async (name, ...args) => {
    const shown = name.endsWith('Session') && args.length > 0 ? ['<token>'] : args;
    onLog({ from: 'page', name, args: shown });
    try {
      return await client[name](...args);
    } catch (error) {
      onLog({ from: 'page', name, args: shown, error });
      throw error;
    }
  };
  /** Does something that the user wanted; what goes wrong is told on the page. */
  const attempt = async (doing, task) => {
    try {
      set({ problem: undefined });
      await task();
      return true;
    } catch (error) {
      set({ problem: await explain(error, { doing, apiUrl: state.apiUrl }) });
      return false;
    }
  };

  const heard = {
    callInvite(id, from, channelType) {
      set({ invites: [...withoutInvite(id), { id, from, channelType }], last: undefined });
    },
    callInviteCancel(id, reason) {
      set({ invites: withoutInvite(id), last: `${CANCELLED[reason] ?? reason}.` });
    },
    callHangup(id, _quality, reason) {
      set({ invites: withoutInvite(id) });
      if (state.call?.id === id) set({ call: undefined, last: `${HUNG_UP[reason] ?? reason}.` });
    },
    callMediaDisconnect(id) {
      // The SDK has forgotten the call by now: without `autoReconnectMedia` it gives up at once.
      if (state.call?.id === id) set({ call: undefined, last: `${HUNG_UP.MEDIA_TIMEOUT}.` });
    },
    legStatusUpdate(id, legId, status) {
      if (state.call?.id === id && legId !== id) setCall({ other: status.toLowerCase() });
    },
    mute(id, legId, muted) {
      if (state.call?.id === id && legId === id) setCall({ muted });
    },
    reconnecting: () => set({ session: 'reconnecting' }),
    reconnection: () => set({ session: 'online' }),
    async sessionError(reason) {
      clearTimeout(refreshing);
      const problem = await explain({ code: reason }, { doing: 'staying logged in', apiUrl: state.apiUrl });
      set({ session: 'offline', invites: [], call: undefined, problem });
    },
  };

  const connect = ({ apiUrl }) => {
    // The emulator answers for both addresses. Without them the SDK goes to Vonage, region US: { region: 'EU' } for Europe.
    const addresses = apiUrl === undefined ? {} : { apiUrl, websocketUrl: apiUrl, rtcStatsTelemetry: false };
    const made = new VonageClient({ ...addresses, loggingLevel: 'Error' });
    for (const [name, names] of Object.entries(CALLBACKS)) {
      made.on(name, (...values) => {
        if (made !== client) return;
        onLog({ from: 'sdk', name, args: Object.fromEntries(names.map((key, at) => [key, values[at]])) });
        heard[name]?.(...values);
      });
    }
    return made;
  };
  const keepFresh = (expiresAt, soonest = 1000) => {
    clearTimeout(refreshing);
    const of = client;
    const wait = Math.max(Date.parse(expiresAt) - Date.now() - REFRESH_BEFORE_MS, soonest);
    refreshing = setTimeout(async () => {
      const done = await attempt('renewing the token', async () => {
        const session = await fetchSession();
        await ask('refreshSession', session.token);
        keepFresh(session.expiresAt);
      });
      const goesOn = client === of && state.session !== 'offline' && Date.now() < Date.parse(expiresAt);
      if (!done && goesOn) keepFresh(expiresAt, REFRESH_AGAIN_MS);
    }, wait);
  };

  return {
    logIn: () =>
      attempt('logging in', async () => {
        set({ session: 'connecting', last: undefined });
        try {
          const session = await fetchSession();
          const { user, applicationId, apiUrl, token, expiresAt } = session;
          set({ user, applicationId, apiUrl });
          client = connect(session);
          await ask('createSession', token);
          keepFresh(expiresAt);
          set({ session: 'online' });
        } catch (error) {
          set({ session: 'offline' });
          throw error;
        }
      }),

    logOut: () =>
      attempt('logging out', async () => {
        clearTimeout(refreshing);
        await ask('deleteSession');
        set({ session: 'offline', invites: [], call: undefined });
      }),

    async answer({ id, from }) {
      // One call at a time: whoever answers another one has hung up the first.
      if (state.call !== undefined) await this.hangUp();
      set({ invites: withoutInvite(id), call: { id, with: from, stage: 'answering' } });
      const done = await attempt('answering', () => ask('answer', id));
      if (done) setCall({ stage: 'active', since: Date.now() });
      else set({ call: undefined });
    },

    async reject({ id }) {
      const done = await attempt('rejecting', () => ask('reject', id));
      set({ invites: withoutInvite(id), ...(done && { last: 'You rejected the call.' }) });
    },

    /** Calls a number. Your server hears of it by the answer webhook, and decides by its NCCO what becomes of it. */
    async call(to, customData) {
      set({ call: { with: to, stage: 'calling' }, last: undefined });
      const done = await attempt('calling', async () => {
        const id = await ask('serverCall', { ...customData, to });
        setCall({ id, stage: 'active', since: Date.now() });
      });
      if (!done) set({ call: undefined });
    },

    async hangUp() {
      const { id } = state.call;
      setCall({ stage: 'hanging up' });
      await attempt('hanging up', () => ask('hangup', id));
      // callHangup follows; a call of which the platform knows nothing any more is over all the same.
      if (state.problem !== undefined) set({ call: undefined });
    },

    toggleMute: () =>
      attempt('muting', async () => {
        const { id, muted = false } = state.call;
        await ask(muted ? 'unmute' : 'mute', id);
        setCall({ muted: !muted });
      }),

    press: (key) =>
      attempt('sending a key', async () => {
        const { id, pressed = '' } = state.call;
        setCall({ pressed: pressed + key });
        await ask('sendDTMF', id, key);
      }),
  };
};

const HUNG_UP = {
  REMOTE_HANGUP: 'The other side hung up',
  REMOTE_REJECT: 'The call was rejected',
  REMOTE_NO_ANSWER_TIMEOUT: 'Nobody answered',
  LOCAL_HANGUP: 'You hung up',
  MEDIA_TIMEOUT: 'The connection for sound was lost',
};

const CANCELLED = {
  RemoteCancel: 'The caller hung up',
  AnsweredElsewhere: 'Answered on another device',
  RejectedElsewhere: 'Rejected on another device',
  RemoteTimeout: 'It rang too long',
};
