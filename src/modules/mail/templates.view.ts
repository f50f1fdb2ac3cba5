import type { Template, TemplateRules } from '../../domain/letters/check-template.js';
import { withStandingWords } from './letter-texts.js';
import { LETTERS, type MailKind } from './letters.js';
import { LETTER_LANGUAGES, letterLanguage } from './letters/letter-languages.js';
import type { TemplateVersionView, TemplateView } from './templates.dto.js';
import type { TemplateRow } from './templates.queries.js';

/** Whether there is a letter of this kind that can be written in this language. */
export const isLetter = (kind: string, language: string): kind is MailKind =>
  Object.hasOwn(LETTERS, kind) && LETTER_LANGUAGES.includes(language);

export function viewTemplate(
  kind: MailKind,
  language: string,
  row: TemplateRow | null,
  shipped: Template,
  rules: TemplateRules,
): TemplateView {
  const mine =
    row === null || row.subject === null || row.paragraphs === null ? null : { subject: row.subject, paragraphs: row.paragraphs };
  const { subject, paragraphs } = mine ?? shipped;
  return {
    kind,
    language,
    own: mine !== null,
    subject,
    paragraphs: [...paragraphs],
    alwaysAdded: [...withStandingWords(kind, language, { subject, paragraphs: [] }).paragraphs],
    placeholders: [...rules.placeholders],
    reviewed: letterLanguage(language).reviewed,
    version: row?.version ?? 0,
    writtenBy: row?.written_by ?? null,
    writtenAt: row?.written_at.toISOString() ?? null,
  };
}

export const viewTemplateVersion = (row: TemplateRow): TemplateVersionView => ({
  version: row.version,
  subject: row.subject,
  paragraphs: row.paragraphs,
  writtenBy: row.written_by,
  writtenAt: row.written_at.toISOString(),
});
