import { SetMetadata } from '@nestjs/common';
import type { Role } from './actor.js';

export type Access = Role | 'respondent' | 'public';

export const ALLOW = 'plumbline:allow';

/** Who may call a route. A route that does not say so is refused to everyone. */
export const Allow = (...access: readonly Access[]) => SetMetadata(ALLOW, access);
