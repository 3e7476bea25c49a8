/** Where the users of an application are. */
export const USERS_PATH = '/v1/users';
