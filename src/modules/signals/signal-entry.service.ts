import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { type CheckedSignal, checkSignal, type EnteredSignal } from '../../domain/signals/check-entry.js';
import { findingsOfSignal, type Testimony, THREE_INDICATORS, threeIndicators } from '../../domain/signals/findings-of-signal.js';
import { type Actor, doerOf, type PersonActor, type SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { PlansService } from '../remediation/plans.service.js';
import { resultOfSite } from './results.queries.js';
import { SignalChanges } from './signal-changes.service.js';
import {
  insertSignal,
  type LockedSite,
  lockSignal,
  lockSignalSite,
  type Proof,
  readProof,
  type SignalRow,
  testimoniesSince,
  withdrawSignal,
} from './signals.queries.js';

/** Who can say something of a site: our people, or the product where it adds up what workers or our own people answered. */
export type SignalActor = PersonActor | SystemActor;

/** A signal as it comes in, with where and how it is kept. */
export interface SignalToEnter extends EnteredSignal {
  readonly siteId: string;
  /** Sealed; null: there are no words. */
  readonly text: string | null;
  /** `entered`, `survey:<id>` or `assessment:<id>`. */
  readonly origin: string;
  readonly visibility: 'held' | 'released';
  readonly documentId: string | null;
  readonly thirdPartyResultId: string | null;
}

/** What a person entered by hand: nothing else could tell that it was entered twice. */
const ENTERED = 'entered';

/** Takes in what others say of a site, and takes it back, within the transaction of whoever asks for it. */
@Injectable()
export class SignalEntry {
  constructor(
    private readonly manuals: ManualsInForce,
    private readonly plans: PlansService,
    private readonly changes: SignalChanges,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a signal, opens the findings that it raises (held), and has the site scored. @returns its id
   * @throws DomainError SITE_NOT_FOUND, SITE_ARCHIVED, SIGNAL_INVALID, DOCUMENT_NOT_FOUND, RESULT_NOT_FOUND, SIGNAL_ALREADY_ENTERED
   */
  async enterWithin(db: EntityManager, actor: SignalActor, entry: SignalToEnter): Promise<string> {
    const { tenantId } = actor;
    const site = await lockSignalSite(db, entry.siteId);
    if (site === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
    if (site.archived && entry.origin === ENTERED)
      throw new DomainError('SITE_ARCHIVED', 'conflict', 'This site is archived; restore it first.');
    const manual = (await this.manuals.of(db, tenantId)).body;
    const { problems, signal } = checkSignal(manual, entry, this.clock.today());
    if (problems.length > 0) throw signalInvalid(problems);
    const proof = await this.proofOf(db, site, entry, signal);
    const documentId = proof?.id ?? null;
    const id = newId<string>();
    await this.insert(db, actor, site, id, {
      ...entry,
      ...signal,
      documentId,
      documentSha256: proof?.sha256 ?? null,
      manualFamily: manual.family,
    });
    await this.changes.record(db, actor, 'entered', site, id, null, {
      kind: signal.kind,
      outcome: signal.outcome,
      manner: signal.manner,
      level: signal.level,
      observedOn: signal.observedOn,
      questions: signal.observations.map(({ question }) => question),
      ilo: signal.ilo,
      shows: signal.shows,
      origin: entry.origin,
      visibility: entry.visibility,
      documentId,
      thirdPartyResultId: entry.thirdPartyResultId,
    });
    await this.raiseWithin(db, actor, site, { id, ...signal });
    await this.changes.rescore(db, actor, site);
    return id;
  }

  /**
   * What is taken back counts no more; its findings stay open, since only people close a case, with verification.
   * @throws DomainError SIGNAL_NOT_FOUND, VERSION_CONFLICT, SIGNAL_WITHDRAWN
   */
  async withdrawWithin(
    db: EntityManager,
    actor: SignalActor,
    id: string,
    { reason, version }: { readonly reason: string; readonly version: number },
  ): Promise<void> {
    const row = standing(await lockSignal(db, id), version);
    const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
    await withdrawSignal(db, id, doerOf(actor).id, this.clock.now(), ring.seal(row.key_id, reason));
    const site = { siteId: row.site_id, supplierId: row.supplier_id };
    await this.changes.record(db, actor, 'withdrawn', site, id, { kind: row.kind, outcome: row.outcome, visibility: row.visibility }, null);
    await this.changes.rescore(db, actor, site);
  }

  private async insert(
    db: EntityManager,
    actor: SignalActor,
    { siteId, supplierId }: LockedSite,
    id: string,
    { text, ...entry }: SignalToEnter & CheckedSignal & { readonly documentSha256: string | null; readonly manualFamily: string },
  ): Promise<void> {
    const { tenantId } = actor;
    // The key names no supplier: its contacts shall not even see that there is one.
    const key = await this.vault.createKey(db, tenantId, 'case', null);
    const doer = doerOf(actor);
    const stored = await insertSignal(db, tenantId, {
      ...entry,
      id,
      supplierId,
      siteId,
      keyId: key.id,
      textSealed: key.ring.sealOrNull(key.id, text),
      entryHash: entry.origin === ENTERED ? this.vault.hash(tenantId, canonicalJson({ ...entry, visibility: null, text })) : null,
      enteredBy: { kind: doer.kind === 'person' ? 'person' : 'system', id: doer.id },
      enteredAt: this.clock.now(),
    });
    if (!stored)
      throw new DomainError('SIGNAL_ALREADY_ENTERED', 'conflict', 'This was entered already; read the signals of the site again.');
  }

  /** The document that it rests on: its own, else that of its result. */
  private async proofOf(
    db: EntityManager,
    { siteId, supplierId }: LockedSite,
    entry: SignalToEnter,
    signal: CheckedSignal,
  ): Promise<Proof | null> {
    const proof = entry.documentId === null ? null : await readProof(db, supplierId, entry.documentId);
    if (entry.documentId !== null && proof?.kept !== true)
      throw new DomainError('DOCUMENT_NOT_FOUND', 'not_found', 'This supplier has no such document.');
    if (entry.thirdPartyResultId === null) return proof;
    const result = await resultOfSite(db, siteId, entry.thirdPartyResultId);
    if (result === null) throw new DomainError('RESULT_NOT_FOUND', 'not_found', 'This site has no such third-party result.');
    const fault = (path: string, code: string, message: string) => ({ path, code, message });
    const problems = [
      ...(signal.kind === 'audit' ? [] : [fault('thirdPartyResultId', 'RESULT_MISPLACED', 'Only an audit rests on a third-party result.')]),
      ...(signal.observedOn === result.audited_on
        ? []
        : [fault('observedOn', 'RESULT_OF_ANOTHER_DAY', `The audit was on ${result.audited_on}.`)]),
      ...(signal.outcome === 'clean' && result.withdrawn
        ? [fault('thirdPartyResultId', 'RESULT_WITHDRAWN', 'The result was taken back; no credit rests on it.')]
        : []),
      ...(signal.outcome === 'clean' && result.critical + result.major + result.minor > 0
        ? [fault('outcome', 'RESULT_NOT_CLEAN', 'The result names findings that are open.')]
        : []),
    ];
    if (problems.length > 0) throw signalInvalid(problems);
    return proof ?? readProof(db, supplierId, result.document_id);
  }

  /** Opens the findings that a stored signal raises, held, and what it adds up to with others. */
  async raiseWithin(
    db: EntityManager,
    actor: Actor,
    { siteId, supplierId }: { readonly siteId: string; readonly supplierId: string },
    signal: Testimony,
  ): Promise<void> {
    await lockSignalSite(db, siteId);
    const together = threeIndicators(await testimoniesSince(db, siteId, THREE_INDICATORS));
    const findings = [...findingsOfSignal(signal), ...(together === null ? [] : [together])];
    await this.plans.raiseWithin(
      db,
      actor,
      actor.tenantId,
      findings.map((finding) => ({ ...finding, siteId, supplierId, visibility: 'held' })),
    );
  }
}

const signalInvalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('SIGNAL_INVALID', 'invalid', 'The signal does not make sense like this.', problems);

/** @throws DomainError SIGNAL_NOT_FOUND, VERSION_CONFLICT, SIGNAL_WITHDRAWN */
export function standing(row: SignalRow | null, version: number): SignalRow {
  if (row === null) throw new DomainError('SIGNAL_NOT_FOUND', 'not_found', 'There is no such signal.');
  if (row.version !== version)
    throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
  if (row.withdrawn_at !== null)
    throw new DomainError('SIGNAL_WITHDRAWN', 'conflict', 'This signal was taken back; enter it anew if it holds after all.');
  return row;
}
