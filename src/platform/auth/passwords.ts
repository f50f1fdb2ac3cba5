import { hash, verify } from '@node-rs/argon2';

// OWASP's recommended floor for Argon2id: 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

export const passwordFits = (stored: string, password: string): Promise<boolean> => verify(stored, password).catch(() => false);

/** Verified against when there is no such person, so that the answer takes as long. */
export const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Wc5jVSlvgk5ZhLTcZbWK7jJwwI0QhpG9K1ViLjZ6PF0';
