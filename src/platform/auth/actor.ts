import type { AssessmentId, ContactId, PersonId, SupplierId, TenantId } from '../../domain/shared/ids.js';

export type Role = 'admin' | 'officer' | 'auditor';

/** A signed-in person of the tenant. */
export interface PersonActor {
  readonly kind: 'person';
  readonly tenantId: TenantId;
  readonly personId: PersonId;
  readonly sessionId: string;
  readonly role: Role;
}

/** A supplier's contact who came through the link of one assessment. */
export interface RespondentActor {
  readonly kind: 'contact';
  readonly tenantId: TenantId;
  readonly supplierId: SupplierId;
  readonly contactId: ContactId;
  readonly assessmentId: AssessmentId;
  readonly linkId: string;
  /** Ids of the chapters handed to a delegate; null: the whole. */
  readonly chapters: readonly string[] | null;
}

/** The product itself, working for one tenant: jobs and sweeps. */
export interface SystemActor {
  readonly kind: 'system';
  readonly tenantId: TenantId;
}

export type Actor = PersonActor | RespondentActor | SystemActor;

export const systemOf = (tenantId: string): SystemActor => ({ kind: 'system', tenantId: tenantId as TenantId });

/** Whom audit events and rows name as the doer. */
export const doerOf = (actor: Actor): { kind: Actor['kind']; id: string | null } => {
  if (actor.kind === 'person') return { kind: 'person', id: actor.personId };
  if (actor.kind === 'contact') return { kind: 'contact', id: actor.contactId };
  return { kind: 'system', id: null };
};
