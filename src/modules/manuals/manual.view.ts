import type { Manual, Question } from '../../domain/manual/manual.js';
import type { Published } from '../content/content.service.js';
import type { ManualVersionRow } from './manuals.queries.js';
import type { ManualHeadView, ManualVersionView, ManualView, ManualQuestionView } from './manual.dto.js';

type Head = Pick<Manual, 'family' | 'title' | 'source' | 'edition' | 'year' | 'licence' | 'baseLanguage' | 'languages'>;

export const viewManualVersion = ({
  id,
  version,
  sha256,
  loadedAt,
  outline,
  origin,
  state,
  inForce,
}: ManualVersionRow): ManualVersionView => ({
  ...viewHead(id, version, sha256, { family: id, ...outline } as unknown as Head),
  origin,
  state,
  inForce,
  loadedAt: loadedAt.toISOString(),
});

/** Where a version comes from, and whether it is still sent. */
export type Standing = Pick<ManualVersionRow, 'origin' | 'state' | 'inForce'>;

export const viewManual = ({ id, version, sha256, body }: Published<Manual>, { origin, state, inForce }: Standing): ManualView => ({
  ...viewHead(id, version, sha256, body),
  origin,
  state,
  inForce,
  chapters: body.chapters.map((chapter) => ({
    id: chapter.id,
    number: chapter.number,
    title: chapter.title,
    intro: chapter.intro,
    questions: chapter.questions.map(viewQuestion),
  })),
  contradictions: body.contradictions.map(({ id, when, text }) => ({ id, when, text })),
});

const viewHead = (id: string, version: string, sha256: string, head: Head): ManualHeadView => ({
  id,
  family: head.family,
  version,
  sha256,
  title: head.title,
  source: head.source,
  edition: head.edition,
  year: head.year,
  licence: head.licence,
  baseLanguage: head.baseLanguage,
  languages: head.languages.map(({ code, dir, reviewed = true, unreviewed = [] }) => ({
    code,
    dir,
    reviewed,
    unreviewed: [...unreviewed],
  })),
});

/** Questions are published content, so all of each leaves; copied, since what is cached is never handed out. */
const viewQuestion = (question: Question): ManualQuestionView => structuredClone(question) as ManualQuestionView;
