import type { EntityTarget, ObjectLiteral } from 'typeorm';

/** The rows that are written through TypeORM; a test compares each with the database. */
export const ENTITIES: readonly EntityTarget<ObjectLiteral>[] = [];
