import { other } from './other';

export const name = 'alice';
export default { users: [other()] };
