import type { Problem } from '../shared/domain-error.js';

export interface Template {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** What the letter that a template is for can say, and where its own addresses lead. */
export interface TemplateRules {
  /** Names that may stand in braces. */
  readonly placeholders: readonly string[];
  /** Whether the letter is of no use without its link. */
  readonly needsLink: boolean;
  /** The only host that a letter may lead to: `plumbline.example.org:8443`. */
  readonly ownHost: string;
}

export const SUBJECT_MAX = 150;
export const PARAGRAPH_MAX = 1_000;
export const PARAGRAPHS_MAX = 12;
const WHOLE_MAX = 5_000;

const PLACE = /\{([^{}]*)\}/g;
const ADDRESS = /(?:[a-z][a-z0-9+.-]*:\/\/|www\.)[^\s<>"']+|(?:mailto|javascript|data|tel):[^\s]+/giu;
/** A name with a dot and a top level: mail programs make links of it. */
const BARE_HOST = /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+[\p{Ll}]{2,24}(?![\p{L}\p{N}])/gu;
const AT_HOST = /[^\s@]+@[^\s@]+\.[^\s@]+/u;
/** Line breaks, other controls, and marks that turn the reading direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e]/u;

/** All that is wrong with a tenant's own letter: it is plain text, fills in what we know, and leads nowhere but to us. */
export function checkTemplate(template: Template, rules: TemplateRules): readonly Problem[] {
  const problems: Problem[] = [...sizeProblems(template)];
  const places = [
    { path: 'subject', text: template.subject },
    ...template.paragraphs.map((text, i) => ({ path: `paragraphs.${i}`, text })),
  ];
  for (const { path, text } of places) problems.push(...textProblems(path, text, rules));
  return [...problems, ...linkProblems(template, rules)];
}

const problem = (path: string, code: string, message: string): Problem => ({ path, code, message });

function* sizeProblems({ subject, paragraphs }: Template): Generator<Problem> {
  if (subject.trim() === '') yield problem('subject', 'TEXT_EMPTY', 'A letter needs a subject.');
  if (subject.length > SUBJECT_MAX) yield problem('subject', 'TEXT_TOO_LONG', `A subject has at most ${SUBJECT_MAX} characters.`);
  if (paragraphs.length === 0) yield problem('paragraphs', 'TEXT_EMPTY', 'A letter needs a paragraph.');
  if (paragraphs.length > PARAGRAPHS_MAX)
    yield problem('paragraphs', 'TEXT_TOO_LONG', `A letter has at most ${PARAGRAPHS_MAX} paragraphs of yours.`);
  for (const [i, text] of paragraphs.entries()) {
    if (text.trim() === '') yield problem(`paragraphs.${i}`, 'TEXT_EMPTY', 'This paragraph says nothing.');
    if (text.length > PARAGRAPH_MAX)
      yield problem(`paragraphs.${i}`, 'TEXT_TOO_LONG', `A paragraph has at most ${PARAGRAPH_MAX} characters.`);
  }
  if (paragraphs.join('').length > WHOLE_MAX) yield problem('paragraphs', 'TEXT_TOO_LONG', `A letter has at most ${WHOLE_MAX} characters.`);
}

function* textProblems(path: string, text: string, { placeholders, ownHost }: TemplateRules): Generator<Problem> {
  if (UNPRINTABLE.test(text)) yield problem(path, 'TEXT_NOT_PLAIN', 'Line breaks and invisible marks cannot stand here.');
  if (/[<>]|&(?:#|[a-z]+;)/i.test(text)) yield problem(path, 'HTML_REFUSED', 'Letters are plain text: no HTML, no pictures.');
  for (const [, name = ''] of text.matchAll(PLACE))
    if (!placeholders.includes(name))
      yield problem(
        path,
        'PLACEHOLDER_UNKNOWN',
        `{${name}} is not known here; known are ${placeholders.map((known) => `{${known}}`).join(', ')}.`,
      );
  const rest = text.replaceAll(PLACE, ' ');
  if (/[{}]/.test(rest)) yield problem(path, 'PLACEHOLDER_BROKEN', 'A brace stands alone.');
  if (addressesIn(rest).some((address) => !isOurs(address, ownHost)))
    yield problem(path, 'ADDRESS_REFUSED', 'A letter leads to its own link alone: no other address on the web, and none of a mailbox.');
}

function addressesIn(text: string): readonly string[] {
  const whole = [...text.matchAll(ADDRESS)].map(([address]) => address);
  const rest = text.replaceAll(ADDRESS, ' ');
  return [...whole, ...[...rest.matchAll(BARE_HOST)].map(([host]) => host), ...(AT_HOST.test(rest) ? ['@'] : [])];
}

const isOurs = (address: string, ownHost: string): boolean => {
  const [, host = address] = /^https?:\/\/([^/?#\s]*)/i.exec(address) ?? [];
  return host.toLowerCase() === ownHost.toLowerCase();
};

function* linkProblems({ subject, paragraphs }: Template, { needsLink }: TemplateRules): Generator<Problem> {
  if (subject.includes('{link}')) yield problem('subject', 'LINK_IN_SUBJECT', 'The link stands in a paragraph.');
  const count = paragraphs.join('\n').split('{link}').length - 1;
  if (needsLink && count === 0) yield problem('paragraphs', 'LINK_MISSING', 'Without {link} nobody can answer this letter.');
  if (count > 1) yield problem('paragraphs', 'LINK_REPEATED', 'The link stands once.');
}
