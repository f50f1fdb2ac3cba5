import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AnswerView } from '../answers.dto.js';
import type { QuestionView } from '../questionnaire.dto.js';
import { PRINT_POLICY, type PrintFacts, printPage } from './print-page.js';

const HOSTILE = `"><script>alert(1)</script>&'`;
const question: QuestionView = {
  id: 'Q1',
  text: `Is it ${HOSTILE}?`,
  help: HOSTILE,
  why: 'Because.',
  type: 'single',
  options: [
    { id: 'yes', text: HOSTILE, exclusive: false },
    { id: 'no', text: 'No', exclusive: false },
  ],
  parts: [],
  evidence: [],
  serves: [{ kind: 'law', id: 'x', name: HOSTILE }],
  seenBy: 'Officers.',
  visible: false,
  editable: true,
  officerComment: null,
  language: 'ur',
  dir: 'rtl',
  reviewed: false,
};
const facts: PrintFacts = {
  questionnaire: {
    title: HOSTILE,
    manual: 'm',
    manualVersion: '1.0.0',
    language: 'ur',
    dir: 'rtl',
    languages: [],
    chapters: [{ id: 'c', number: 0, title: 'One', intro: 'Intro', questions: [question] }],
  },
  buyer: HOSTILE,
  supplier: 'S',
  site: 'T',
  dueOn: '2026-12-24',
  answers: null,
  conditional: new Set(['Q1']),
};
const answer: AnswerView = {
  question: 'Q1',
  state: 'answered',
  value: 'no',
  comment: HOSTILE,
  origin: 'prefilled',
  answeredOn: '2026-01-01',
  ageDays: 300,
  by: { kind: 'system', id: null, name: null },
  onBehalfOf: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

describe('a printed questionnaire', () => {
  it('shows every question in its own direction, and lets nobody’s text become markup', () => {
    const page = printPage(facts);
    expect(page).toContain('<html lang="ur" dir="rtl">');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toMatch(/<script|<img|<link|javascript:| on\w+=|https?:/);
    expect(page).toContain('Asked only with certain other answers');
    // The words around the questions fall back to English here, and are read from left to right.
    expect(page).toContain('<bdi>Answer by:</bdi> <bdi>');
    expect(page).not.toContain('☒');
  });

  it('ticks what was answered where that is wanted, with its day where it was carried over', () => {
    const page = printPage({ ...facts, answers: [answer] });
    expect(page).toContain('☒ <bdi>No</bdi>');
    expect(page).toContain('Carried over, answered on 2026-01-01');
    expect(printPage({ ...facts, answers: [] })).toContain('Not answered yet');
  });

  it('is let in by its policy with its style, word for word, and with nothing else', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(printPage(facts))?.[1] ?? '';
    expect(PRINT_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(PRINT_POLICY).toMatch(/^default-src 'none'/);
  });
});
