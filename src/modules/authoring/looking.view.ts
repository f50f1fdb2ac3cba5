import { type Manual, textIn } from '../../domain/manual/manual.js';
import type { Preview, PreviewWish } from '../../domain/questionnaire/preview.js';
import type { QuestionnairePreviewView } from './looking.dto.js';

export function viewPreview(manual: Manual, { depth, audience, language }: PreviewWish, preview: Preview): QuestionnairePreviewView {
  const say = (text: Readonly<Record<string, string>>): string => textIn(text, language, manual.baseLanguage);
  const chapters = new Map(manual.chapters.map((chapter) => [chapter.id, chapter]));
  return {
    depth,
    audience,
    language,
    certain: preview.certain,
    possible: preview.possible,
    minutes: { ...preview.minutes },
    chapters: preview.chapters.map(({ id, questions }) => ({
      id,
      number: chapters.get(id)?.number ?? 0,
      title: say(chapters.get(id)?.title ?? {}),
      questions: questions.map(({ question, asked }) => ({
        id: question.id,
        text: say(audience === 'worker' ? (question.workerText ?? question.text) : question.text),
        type: question.type,
        certain: asked === 'certain',
        documents: question.evidence.length,
      })),
    })),
  };
}
