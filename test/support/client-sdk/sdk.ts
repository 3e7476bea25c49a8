/**
 * As much of `@vonage/client-sdk` as the tests use. Its own types are of no use here: they import from one another without
 * file extensions, which is `any` under `nodenext`, and they need a browser's, which change what `fetch` means everywhere.
 */
export interface VonageClient {
  on(name: CallbackName, callback: (...args: readonly unknown[]) => void): symbol;
  /** Gives the session's id. */
  createSession(token: string, sessionId?: string): Promise<string>;
  refreshSession(token: string): Promise<void>;
  deleteSession(): Promise<void>;

  /** Gives the call's id, once its caller is in a conversation. */
  serverCall(context?: object): Promise<string>;
  answer(callId: string): Promise<void>;
  reject(callId: string): Promise<void>;
  hangup(callId: string, reasonText?: string, reasonCode?: string): Promise<void>;
  reconnectCall(callId: string): Promise<void>;
  mute(callId: string): Promise<void>;
  unmute(callId: string): Promise<void>;
  enableEarmuff(callId: string): Promise<void>;
  disableEarmuff(callId: string): Promise<void>;
  sendDTMF(callId: string, digits: string): Promise<void>;
  say(callId: string, what: string | object): Promise<void>;
  getLeg(legId: string): Promise<unknown>;
  getCallLegs(callId: string, parameters?: object): Promise<unknown>;
  getPeerConnection(callId: string): unknown;

  getUser(idOrName: string): Promise<unknown>;
  createConversation(parameters?: object): Promise<string>;
  updateConversation(id: string, parameters: object): Promise<unknown>;
  deleteConversation(id: string): Promise<void>;
  getConversation(idOrName: string): Promise<unknown>;
  getConversations(parameters?: object): Promise<unknown>;
  getConversationMembers(id: string, parameters?: object): Promise<unknown>;
  getConversationMember(id: string, member: string): Promise<unknown>;
  getConversationEvents(id: string, parameters?: object): Promise<unknown>;
  joinConversation(id: string): Promise<string>;
  inviteToConversation(id: string, user: string): Promise<string>;
  leaveConversation(id: string): Promise<void>;
  sendMessageTextEvent(id: string, text: string): Promise<string>;
  sendMessageImageEvent(id: string, image: URL): Promise<string>;
  sendMessageCustomEvent(id: string, data: object): Promise<string>;
  sendMessageSeenEvent(event: number, id: string): Promise<string>;
  sendCustomEvent(id: string, type: string, data: object): Promise<string>;
  sendEphemeralEvent(id: string, data: object): Promise<string>;
  deleteEvent(event: number, id: string): Promise<void>;
}

/** Every callback of an app, by client-sdk.md §1.2. */
export const CALLBACKS = [
  'callInvite',
  'callInviteCancel',
  'callHangup',
  'callTransfer',
  'legStatusUpdate',
  'mute',
  'earmuff',
  'dtmf',
  'callMediaDisconnect',
  'callMediaReconnecting',
  'callMediaReconnection',
  'callMediaError',
  'conversationEvent',
  'sessionError',
  'reconnecting',
  'reconnection',
] as const;

export type CallbackName = (typeof CALLBACKS)[number];

interface SdkModule {
  readonly VonageClient: new (config: Readonly<Record<string, unknown>>) => VonageClient;
}

/** The SDK as npm has it, unmodified. It looks for a browser's objects when it is used, not when it is loaded. */
export const loadSdk = async (): Promise<SdkModule> =>
  // What the module gives is described above, and its own description cannot be read.
  (await import('@vonage/client-sdk')) as unknown as SdkModule;
