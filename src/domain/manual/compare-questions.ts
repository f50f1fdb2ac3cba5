import type { EvidenceRule, FailedControl, Option, Part, Question, RedFlag } from './manual.js';
import {
  at,
  changeAt,
  fieldChange,
  type ChangeKind,
  listChanges,
  type ListRules,
  type ManualChange,
  type Spot,
  textChanges,
} from './manual-change.js';

const OPTIONS: ListRules<Option> = {
  kind: 'structure',
  summary: ({ text, value, exclusive }) => ({ text, value, exclusive }),
  compare: (spot, before, after) => [
    ...textChanges(spot, before.text, after.text),
    ...fieldChange(at(spot, 'value'), 'weight', before.value, after.value),
    ...fieldChange(at(spot, 'exclusive'), 'structure', before.exclusive, after.exclusive),
  ],
};

const PARTS: ListRules<Part> = {
  kind: 'structure',
  summary: ({ text }) => ({ text }),
  compare: (spot, before, after) => textChanges(spot, before.text, after.text),
};

const EVIDENCE: ListRules<EvidenceRule> = {
  kind: 'evidence',
  summary: ({ text, maxAgeMonths }) => ({ text, maxAgeMonths }),
  compare: (spot, before, after) => [
    ...textChanges(spot, before.text, after.text),
    ...fieldChange(at(spot, 'maxAgeMonths'), 'evidence', before.maxAgeMonths, after.maxAgeMonths),
  ],
};

const RED_FLAGS: ListRules<RedFlag> = {
  kind: 'finding',
  summary: ({ when, severity, zeroTolerance, action, text }) => ({ when, severity, zeroTolerance, action, text }),
  compare: (spot, before, after) => [
    ...fieldChange(at(spot, 'when'), 'condition', before.when, after.when),
    ...(['severity', 'zeroTolerance', 'action'] as const).flatMap((field) =>
      fieldChange(at(spot, field), 'finding', before[field], after[field]),
    ),
    ...textChanges(spot, before.text, after.text),
  ],
};

const failedChanges = (spot: Spot, before: FailedControl | null, after: FailedControl | null): ManualChange[] => {
  if (before === null || after === null) {
    if (before === after) return [];
    return [changeAt(spot, 'finding', before === null ? 'added' : 'removed', before, after)];
  }
  return [
    ...(['severity', 'action', 'below'] as const).flatMap((field) => fieldChange(at(spot, field), 'finding', before[field], after[field])),
    ...textChanges(spot, before.text, after.text),
  ];
};

/** What each plain field of a question touches. `type` decides with `meaning` whether an earlier answer is one to this question. */
const FIELDS: readonly (readonly [keyof Question, ChangeKind])[] = [
  ['meaning', 'meaning'],
  ['type', 'meaning'],
  ['counts', 'weight'],
  ['weight', 'weight'],
  ['method', 'weight'],
  ['steps', 'weight'],
  ['answeredValue', 'weight'],
  ['askedOf', 'audience'],
  ['depth', 'audience'],
  ['visible', 'condition'],
  ['ilo', 'label'],
  ['oecd', 'label'],
  ['laws', 'label'],
  ['topics', 'label'],
];

/** Everything that differs between two versions of one question, apart from where it stands. */
export const compareQuestions = (spot: Spot, before: Question, after: Question): ManualChange[] => [
  ...FIELDS.flatMap(([field, kind]) => fieldChange(at(spot, field), kind, before[field], after[field])),
  ...(['text', 'help', 'why', 'workerText'] as const).flatMap((field) => textChanges(at(spot, field), before[field], after[field])),
  ...listChanges(at(spot, 'options'), before.options, after.options, OPTIONS),
  ...listChanges(at(spot, 'parts'), before.parts, after.parts, PARTS),
  ...listChanges(at(spot, 'evidence'), before.evidence, after.evidence, EVIDENCE),
  ...listChanges(at(spot, 'redFlags'), before.redFlags, after.redFlags, RED_FLAGS),
  ...failedChanges(at(spot, 'failed'), before.failed, after.failed),
];
