import { platform } from 'node:process';

/** Whom PostgreSQL runs as where that is not the current user: it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The number of `nobody`, which needs no entry in the list of users. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

export const accountFor = (uid: number | undefined): Account | undefined => (uid === 0 && platform !== 'win32' ? NOBODY : undefined);

/** Everything root keeps for PostgreSQL: another user cannot enter root's own folders, so it lies outside the clone. */
export const ROOT_STORE = '/var/lib/plumbline';
