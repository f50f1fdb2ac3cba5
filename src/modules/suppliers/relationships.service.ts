import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { tidy } from '../../domain/suppliers/name-key.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { OverridesBeside } from '../overrides/overrides-beside.service.js';
import { brokenConstraint, found, requireActiveSupplier, requireNoProblems, requireVersion } from './refusals.js';
import type { PutRelationshipDto } from './relationships.dto.js';
import { isPersonOfTenant, putRelationship, type RelationshipRow, type RelationshipWrite } from './relationships.queries.js';
import { viewSupplier, worstSitesOf } from './supplier.view.js';
import type { SupplierView } from './suppliers.dto.js';
import { lockSupplier, readSupplier } from './suppliers.queries.js';

/** What we buy from a supplier, and who answers for it. */
@Injectable()
export class RelationshipsService {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly overrides: OverridesBeside,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SUPPLIER_NOT_FOUND, SUPPLIER_ARCHIVED, VERSION_CONFLICT, REFERENCE_TAKEN, VALIDATION_FAILED */
  put(actor: PersonActor, supplierId: string, body: PutRelationshipDto): Promise<SupplierView> {
    return this.db.transaction(actor, async (db) => {
      requireActiveSupplier(found(await lockSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND'));
      const { relationship: before } = found(await readSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND');
      requireVersion(before?.version ?? 0, body.version ?? 0);
      const after = relationshipOf(body);
      requireNoProblems(await problemsOf(db, actor, after));
      await write(db, actor.tenantId, supplierId, after);
      await this.audit.record(db, actor, {
        action: 'supplier.relationship_changed',
        subjectKind: 'supplier',
        subjectId: supplierId,
        before: before === null ? null : auditOf(before),
        after: auditOf(after),
      });
      const row = found(await readSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND');
      return viewSupplier(row, this.clock.today(), await this.overrides.of(db, actor.tenantId, worstSitesOf([row])));
    });
  }
}

const textOrNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined || tidy(text) === '' ? null : tidy(text);

const relationshipOf = (body: PutRelationshipDto): RelationshipWrite => ({
  buys: textOrNull(body.buys),
  yearlySpend: body.yearlySpend ?? null,
  currency: body.currency ?? null,
  tier: body.tier ?? null,
  ownerId: body.ownerId ?? null,
  reference: textOrNull(body.reference),
  tags: [...new Set((body.tags ?? []).map(tidy))].sort(),
});

async function problemsOf(
  db: EntityManager,
  actor: PersonActor,
  { yearlySpend, currency, ownerId }: RelationshipWrite,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  if (yearlySpend !== null && currency === null)
    problems.push({ path: 'currency', code: 'MISSING', message: 'a spend needs its currency' });
  if (ownerId !== null && !(await isPersonOfTenant(db, actor.tenantId, ownerId))) {
    problems.push({ path: 'ownerId', code: 'PERSON_UNKNOWN', message: 'nobody of your organisation has this id' });
  }
  return problems;
}

async function write(db: EntityManager, tenantId: string, supplierId: string, relationship: RelationshipWrite): Promise<void> {
  try {
    await putRelationship(db, tenantId, supplierId, relationship);
  } catch (error) {
    if (brokenConstraint(error) !== 'relationship_by_reference') throw error;
    throw new DomainError('REFERENCE_TAKEN', 'conflict', 'Another supplier has this reference already.', [
      { path: 'reference', code: 'REFERENCE_TAKEN', message: 'another supplier has it' },
    ]);
  }
}

/** What we buy is free text, which may name people: that it is there is told, not what it says. */
const auditOf = ({ buys, ...rest }: RelationshipRow | RelationshipWrite): Record<string, unknown> => ({ ...rest, buys: buys !== null });
