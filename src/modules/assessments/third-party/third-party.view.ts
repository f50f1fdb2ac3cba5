import { pickLanguage } from '../../../domain/assessment/pick-language.js';
import { type Text, textIn } from '../../../domain/manual/manual.js';
import type { IsoDate } from '../../../domain/shared/instant.js';
import type { Scheme, ThirdPartySchemes } from '../../../domain/third-party/schemes.js';
import type { KeyRing } from '../../../platform/vault/key-ring.js';
import type { ResultView, SchemeFindingView, SchemesView } from './third-party.dto.js';
import type { ResultRow } from './third-party.queries.js';

/** The schemes in one language. */
export function viewSchemes(content: ThirdPartySchemes, language: string | undefined): SchemesView {
  const say = sayer(content, language);
  return {
    version: content.version,
    source: content.source,
    items: content.schemes.map(({ id, name, covers, onSite, source, checkedOn, outcomes, answers }) => ({
      id,
      name,
      covers: say(covers),
      onSite,
      source,
      checkedOn,
      outcomes: outcomes.map((outcome) => ({ id: outcome.id, text: say(outcome.text), validMonths: outcome.validMonths })),
      questions: answers.map(({ question }) => question),
    })),
  };
}

/** A result as it leaves: its words opened. */
export function viewResult(
  row: ResultRow,
  content: ThirdPartySchemes,
  ring: KeyRing,
  today: IsoDate,
  language: string | undefined,
): ResultView {
  const scheme = schemeOf(content, row.scheme);
  const outcome = scheme?.outcomes.find(({ id }) => id === row.outcome);
  return {
    id: row.id,
    scheme: row.scheme,
    schemeName: scheme?.name ?? row.scheme,
    outcome: row.outcome,
    outcomeText: outcome === undefined ? row.outcome : sayer(content, language)(outcome.text),
    auditedOn: row.audited_on,
    validUntil: row.valid_until,
    inForce: row.withdrawn_at === null && row.valid_until >= today && outcome !== undefined && outcome.validMonths !== null,
    findings: findingsOf(row, ring),
    documentId: row.document_id,
    shared: row.shared,
    enteredBy: row.entered_by_kind,
    enteredAt: row.entered_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}

export const schemeOf = (content: ThirdPartySchemes, id: string): Scheme | undefined => content.schemes.find((scheme) => scheme.id === id);

export function findingsOf(row: ResultRow, ring: KeyRing): SchemeFindingView[] {
  const opened = ring.open(row.key_id, row.texts_sealed);
  const texts = opened === null ? [] : (JSON.parse(opened) as string[]);
  return row.findings.map(({ question, severity, closed }, i) => ({ question, text: texts[i] ?? null, severity, closed }));
}

function sayer(content: ThirdPartySchemes, language: string | undefined): (text: Text) => string {
  return (text) => textIn(text, pickLanguage(Object.keys(text), [language], content.baseLanguage), content.baseLanguage);
}
