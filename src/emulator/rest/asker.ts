import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import { type AppUser, userNamed } from '../users.ts';

/** The Client SDK user whose token asks: its `sub` is a name. */
export const askerOf = ({ platform }: Turn, { application, user }: RestRequest): AppUser | undefined =>
  user === undefined ? undefined : userNamed(platform, application ?? '', user);
