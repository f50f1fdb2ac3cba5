const text = (en) => ({ en });

/** A question with yes and no; every fifth is always asked, the others hang on it or on the one before them. */
const questionOf = (i) => ({
  id: `Q${i}`,
  meaning: 1,
  text: text(`Question ${i}?`),
  help: null,
  why: text('Because it is measured.'),
  askedOf: ['supplier'],
  workerText: null,
  type: 'yes_no',
  counts: 'exposure',
  weight: 1,
  method: 'management',
  depth: 'core',
  visible: conditionOf(i),
  options: [
    { id: 'yes', text: text('Yes'), value: 1, exclusive: false },
    { id: 'no', text: text('No'), value: 0, exclusive: false },
  ],
  steps: [],
  parts: [],
  answeredValue: null,
  evidence: [],
  redFlags: [],
  failed: null,
  ilo: [],
  oecd: null,
  laws: [],
  topics: [],
});

function conditionOf(i) {
  if (i % 5 === 0) return null;
  const first = `answers.Q${i - (i % 5)} == 'yes'`;
  return i % 5 > 2 ? `${first} && answers.Q${i - 1} != 'no'` : first;
}

/** A manual of ten chapters in which four of five questions have a condition. */
export function largeManual(questions) {
  const perChapter = questions / 10;
  return {
    id: 'large',
    family: 'large',
    version: '1.0.0',
    title: text('A large manual'),
    source: 'Made for measuring',
    edition: '1',
    year: 2026,
    licence: 'Apache-2.0',
    baseLanguage: 'en',
    languages: [{ code: 'en', dir: 'ltr', reviewed: true, unreviewed: [] }],
    contradictions: [],
    chapters: Array.from({ length: 10 }, (_, c) => ({
      id: `chapter_${c}`,
      number: c,
      title: text(`Chapter ${c}`),
      intro: text(''),
      questions: Array.from({ length: perChapter }, (__, i) => questionOf(c * perChapter + i)),
    })),
  };
}
