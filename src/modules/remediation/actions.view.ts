import { type Text, textIn } from '../../domain/manual/manual.js';
import { allowedVerifications, wasSeen } from '../../domain/remediation/verification-rules.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { ActionDetailView, ActionView } from './actions.dto.js';
import type { RespondentActionView } from './respond-plan.dto.js';
import type { ActionRow } from './actions.queries.js';
import { BASE_LANGUAGE } from './findings.view.js';
import type { LibraryEntry } from './library.queries.js';

/** What a view of an action is made with: its library entry, the language asked for and the day. */
export interface ViewContext {
  readonly entry: LibraryEntry | undefined;
  readonly language: string | undefined;
  readonly today: string;
}

const findingText = (row: ActionRow, { language }: ViewContext): string => textIn(row.title, language ?? BASE_LANGUAGE, BASE_LANGUAGE);

const libraryTexts = ({ entry, language }: ViewContext) => {
  const base = entry?.baseLanguage ?? BASE_LANGUAGE;
  const inLanguage = (texts: readonly Text[] | undefined): string[] => (texts ?? []).map((text) => textIn(text, language ?? base, base));
  return {
    contain: inLanguage(entry?.action.contain),
    correct: inLanguage(entry?.action.correct),
    prevent: inLanguage(entry?.action.prevent),
    proofAsked: inLanguage(entry?.action.proof),
  };
};

const deadlines = (row: ActionRow, today: string) => ({
  containBy: row.contain_by?.toISOString() ?? null,
  planDueOn: row.plan_due_on,
  dueOn: row.due_on,
  planOverdue: row.plan_sealed === null && row.plan_due_on < today && !['submitted', 'confirming', 'verified'].includes(row.state),
  overdue: row.due_on < today && row.state !== 'verified',
});

const secrets = (row: ActionRow, ring: KeyRing) => ({
  rootCause: ring.open(row.key_id, row.root_cause_sealed),
  plan: ring.open(row.key_id, row.plan_sealed),
  proof: ring.open(row.key_id, row.proof_sealed),
  rejection: ring.open(row.key_id, row.rejection_sealed),
});

export const viewAction = (row: ActionRow, context: ViewContext): ActionView => ({
  id: row.id,
  supplierRef: row.supplier_ref,
  findingId: row.finding_id,
  siteId: row.site_id,
  siteName: row.site_name,
  supplierId: row.supplier_id,
  ruleId: row.rule_id,
  questionId: row.question_id,
  finding: findingText(row, context),
  title: titleOf(row, context),
  severity: row.severity,
  zeroTolerance: row.zero_tolerance,
  state: row.state,
  visibility: row.visibility,
  ...deadlines(row, context.today),
  version: row.version,
});

const titleOf = (row: ActionRow, context: ViewContext): string => {
  const { entry, language } = context;
  return entry === undefined ? findingText(row, context) : textIn(entry.action.title, language ?? entry.baseLanguage, entry.baseLanguage);
};

export const viewActionDetail = (row: ActionRow, context: ViewContext, ring: KeyRing): ActionDetailView => ({
  ...viewAction(row, context),
  libraryId: row.library_id,
  libraryVersion: row.library_version,
  ...libraryTexts(context),
  verifiableBy: [...allowedVerifications(context.entry?.action.verification ?? [], row.severity, wasSeen(row))],
  ...secrets(row, ring),
  submittedByKind: row.submitted_by_kind,
  submittedBy: row.submitted_by,
  submittedAt: row.submitted_at?.toISOString() ?? null,
  verification: row.verification,
  report: row.report,
  verifiedAnswer: row.verified_answer === null ? null : { state: 'answered', value: row.verified_answer.value },
  verifiedBy: row.verified_by,
  verifiedAt: row.verified_at?.toISOString() ?? null,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** Nothing of who verifies, how and on what report: that may tell of workers. A second look shows as the first. */
export const viewForRespondent = (row: ActionRow, context: ViewContext, ring: KeyRing): RespondentActionView => ({
  id: row.supplier_ref,
  siteId: row.site_id,
  siteName: row.site_name,
  finding: findingText(row, context),
  title: titleOf(row, context),
  severity: row.severity,
  state: row.state === 'confirming' ? 'submitted' : row.state,
  ...deadlines(row, context.today),
  ...libraryTexts(context),
  ...secrets(row, ring),
  version: row.version,
});
