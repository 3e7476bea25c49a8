import { factsOfWebhook } from '../../flow/exchange-facts.ts';
import type { Flow, Moment } from '../../flow/flow.ts';
import type { RecordedPulled } from '../../flow/pulled/pulled-record.ts';
import type { Filed } from '../../flow/recorded/file-recorded.ts';
import { recordedBodyIn } from '../../flow/recorded/kept-bytes.ts';
import { detailOfWebhook, parties, sinceStart } from '../wording.ts';
import { bodyBlock } from './body-block.ts';
import { utcDayAndTime } from './clock.ts';
import { lane } from './lane.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** A pulled event as a row of the picture, which opens on what the log says: there is no request and no reply. */
export const pulledRow = (
  { event, record }: RecordedPulled,
  { at, number }: Filed,
  moment: Moment | undefined,
  flow: Flow,
): Markup => {
  const { webhook, conversation, pulledAt } = event;
  const { from, to } = factsOfWebhook(webhook);
  const words = detailOfWebhook(webhook) ?? parties(from, to);
  const place = webhook.id === undefined ? 'an event' : `event ${webhook.id}`;
  return html`<li class="row s5b" id="e${number}"><details><summary>
    <span class="at">${sinceStart(at - flow.startedAt)}</span>
    ${lane(moment)}
    <span class="step">5b</span>
    <span class="what"><b>${webhook.type}</b> ${words === '' ? NOTHING : html`<bdi>${words}</bdi>`}</span>
    <span class="tail"><span class="tag">pulled</span></span>
    <span class="number">${number}</span>
    </summary><div class="both"><section>
      <p class="note">${place} of ${conversation}, asked of the Conversation API at ${utcDayAndTime(pulledAt)}: it never came as a webhook</p>
      ${bodyBlock(recordedBodyIn(record), record['redacted'] === true)}
    </section></div></details></li>`;
};
