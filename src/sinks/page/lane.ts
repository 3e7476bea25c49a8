import { LIFELINES, type Lifeline, type Moment } from '../../flow/flow.ts';
import { html, type Markup } from './markup.ts';

/** The parties of the event flow (DESIGN §1), and what they are called where there is no room. */
const NAMES: Readonly<Record<Lifeline, readonly [name: string, short: string]>> = {
  client: ['Client', 'Cli'],
  application: ['Application', 'App'],
  backend: ['Backend', 'Srv'],
  voice: ['Voice API', 'Voi'],
  conversation: ['Conversation', 'Cnv'],
};

/** The names of the five parties, to stand above their lifelines. */
export const laneNames = (): Markup =>
  html`<span class="lane names">${LIFELINES.map((lifeline) => {
    const [name, short] = NAMES[lifeline];
    return html`<span><abbr title="${name}">${short}</abbr><span>${name}</span></span>`;
  })}</span>`;

/** The five lifelines of a row, with the arrow of a moment between two of them; inferred ones are dashed. */
export const lane = (moment: Pick<Moment, 'from' | 'to' | 'inferred'> | undefined): Markup => {
  if (moment === undefined) return html`<span class="lane"></span>`;
  const [from, to] = [LIFELINES.indexOf(moment.from), LIFELINES.indexOf(moment.to)];
  const way = from === to ? 'stay' : from < to ? 'right' : 'left';
  const dashed = moment.inferred ? ' inferred' : '';
  const words = `${NAMES[moment.from][0]} to ${NAMES[moment.to][0]}${moment.inferred ? ', inferred' : ''}`;
  // Classes and no style: the page forbids itself any style but its own sheet.
  return html`<span class="lane" role="img" aria-label="${words}"><i class="from${Math.min(from, to)} over${Math.abs(to - from)} ${way}${dashed}"></i></span>`;
};
