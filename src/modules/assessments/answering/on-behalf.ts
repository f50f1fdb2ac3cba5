import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import type { AssessmentRow } from '../assessment.queries.js';
import { contactStatus } from '../links.queries.js';

/** An officer answers for a living contact of the assessed supplier, or not at all. @throws DomainError CONTACT_UNKNOWN, ASSESSMENT_WITHOUT_RESPONDENT */
export async function checkOnBehalf(
  db: EntityManager,
  actor: PersonActor | RespondentActor,
  assessment: AssessmentRow,
  onBehalfOf: string | null,
): Promise<void> {
  if (onBehalfOf === null) return;
  if (assessment.audience === 'buyer')
    throw new DomainError('ASSESSMENT_WITHOUT_RESPONDENT', 'conflict', "The buyer's own questions are answered for nobody else.");
  if ((await contactStatus(db, actor.tenantId, assessment.supplier_id, onBehalfOf)) === 'active') return;
  throw new DomainError('CONTACT_UNKNOWN', 'invalid', 'The assessed supplier has no such active contact.', [
    { path: 'onBehalfOf', code: 'CONTACT_UNKNOWN', message: 'no active contact of this supplier' },
  ]);
}
