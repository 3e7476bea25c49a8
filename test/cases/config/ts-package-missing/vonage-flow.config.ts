import { pick } from '@nowhere/pick-one/deep';

export default { users: [pick()] };
