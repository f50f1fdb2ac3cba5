/** What a condition says when some of the answers it reads are missing. */
export type Truth = 'true' | 'false' | 'undetermined';
