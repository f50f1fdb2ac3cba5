import { SetMetadata } from '@nestjs/common';
import type { Role } from './actor.js';

/** `respondent`: a supplier's contact who holds the whole of a questionnaire; `delegate`: one who holds some chapters of it. */
export type Access = Role | 'respondent' | 'delegate' | 'public';

export const ALLOW = 'plumbline:allow';

/** Who may call a route. A route that does not say so is refused to everyone. */
export const Allow = (...access: readonly Access[]) => SetMetadata(ALLOW, access);
