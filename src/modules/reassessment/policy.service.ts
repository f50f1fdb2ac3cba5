import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Cadence, cadenceProblems } from '../../domain/reassessment/next-due.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Actor, PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import type { PolicyDto, PolicyView } from './policy.dto.js';
import { type Policy, readPolicy, writePolicy } from './policy.queries.js';
import { readSitesToPlan } from './reassessment.queries.js';
import { ReassessmentService } from './reassessment.service.js';

const CHUNK = 5_000;

/** The tenant's rule of how often sites are assessed again. */
@Injectable()
export class PolicyService {
  constructor(
    private readonly db: TenantDb,
    private readonly reassessments: ReassessmentService,
    private readonly audit: AuditService,
  ) {}

  read(actor: PersonActor): Promise<PolicyView> {
    return this.db.transaction(actor, async (db) => viewPolicy(await policyOf(db, actor, '')));
  }

  /** The new months hold for every site at once: all dates move in the same transaction. @throws DomainError VERSION_CONFLICT, POLICY_ORDER */
  change(actor: PersonActor, dto: PolicyDto): Promise<PolicyView> {
    const cadence: Cadence = { critical: dto.criticalMonths, high: dto.highMonths, medium: dto.mediumMonths, low: dto.lowMonths };
    const disordered = cadenceProblems(cadence);
    if (disordered.length > 0) throw policyOrder(disordered);
    return this.db.transaction(actor, async (db) => {
      const before = await policyOf(db, actor, 'FOR UPDATE');
      if (before.version !== dto.version)
        throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
      return this.store(db, actor, before, { cadence, answerDays: dto.answerDays });
    });
  }

  /** The months that a method brings with it when it comes into force. @throws DomainError POLICY_NOT_FOUND */
  async setCadenceWithin(db: EntityManager, actor: Actor, cadence: Cadence): Promise<void> {
    const before = await policyOf(db, actor, 'FOR UPDATE');
    await this.store(db, actor, before, { cadence, answerDays: before.answerDays });
  }

  private async store(db: EntityManager, actor: Actor, before: Policy, policy: Omit<Policy, 'version'>): Promise<PolicyView> {
    await writePolicy(db, actor.tenantId, policy);
    const after = viewPolicy({ ...policy, version: before.version + 1 });
    await this.audit.record(db, actor, {
      action: 'reassessment_policy.changed',
      subjectKind: 'tenant',
      subjectId: actor.tenantId,
      before: { ...viewPolicy(before) },
      after: { ...after },
    });
    const sites = await readSitesToPlan(db, actor.tenantId);
    for (let i = 0; i < sites.length; i += CHUNK) await this.reassessments.planWithin(db, actor, sites.slice(i, i + CHUNK));
    return after;
  }
}

async function policyOf(db: EntityManager, { tenantId }: Actor, lock: '' | 'FOR UPDATE'): Promise<Policy> {
  const policy = await readPolicy(db, tenantId, lock);
  if (policy === null) throw new DomainError('POLICY_NOT_FOUND', 'not_found', 'This organisation has no policy of reassessment.');
  return policy;
}

const policyOrder = (bands: readonly string[]): DomainError =>
  new DomainError(
    'POLICY_ORDER',
    'invalid',
    'A graver band may not be assessed later than a milder one.',
    bands.map((band) => ({ path: `${band}Months`, code: 'POLICY_ORDER', message: 'is fewer months than a graver band has' })),
  );

const viewPolicy = ({ cadence, answerDays, version }: Policy): PolicyView => ({
  criticalMonths: cadence.critical,
  highMonths: cadence.high,
  mediumMonths: cadence.medium,
  lowMonths: cadence.low,
  answerDays,
  version,
});
