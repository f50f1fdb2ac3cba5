import { uuidv7 } from 'uuidv7';

/** A new id. UUIDv7, so rows sort by when they were made. */
export const newId = <T extends string>(): T => uuidv7() as T;
