/** A ready-made start: a folder of `examples/templates`. */
export interface NccoTemplate {
  readonly name: string;
  /** One line, like the first of its config. */
  readonly summary: string;
}

/** In the order in which one learns. */
export const TEMPLATES: readonly NccoTemplate[] = [
  { name: 'greeting', summary: 'Says hello and hangs up' },
  { name: 'ivr-menu', summary: 'A telephone menu: press 1 for sales, 2 for the opening hours' },
  { name: 'voicemail', summary: 'An answering machine: a greeting, a beep, a recording' },
  { name: 'conference', summary: 'A conference that begins when its moderator comes' },
  { name: 'call-forwarding', summary: 'Passes calls on, and to a colleague when you cannot take them' },
  { name: 'ai-agent', summary: 'Connects callers to an AI agent over a WebSocket' },
];
