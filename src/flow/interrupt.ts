import type { Gap } from './flow.ts';
import type { InterruptedCall } from './notice.ts';
import type { Session } from './session.ts';

/**
 * Marks the calls that are running with a time in which none of their webhooks could arrive, and lists them. One that
 * names another host than the present one of this run goes on asking there.
 */
export const interrupt = (session: Session, gap: Gap, publicUrl: string): readonly InterruptedCall[] => {
  const { host } = new URL(publicUrl);
  return [...session.flows.values()]
    .filter(({ ended }) => !ended)
    .map((flow) => {
      flow.gaps ??= [];
      flow.gaps.push(gap);
      const holdsOldAddress = [...(flow.hosts ?? [])].some((named) => named !== host);
      const { id, number, from, to, conversations } = flow;
      return { flow: id, number, from, to, conversations: [...conversations], holdsOldAddress };
    });
};
