import type { ActionLibrary, LibraryAction } from '../remediation/library.js';
import type { Problem } from '../shared/domain-error.js';
import { checkText } from './check-texts.js';
import type { Text } from './manual.js';

const textsOf = (action: LibraryAction): (readonly [string, Text])[] => [
  ['title', action.title],
  ...(['contain', 'correct', 'prevent', 'proof'] as const).flatMap((list) =>
    action[list].map((text, i) => [`${list}/${i}`, text] as const),
  ),
];

const checkAction = (action: LibraryAction, at: string, baseLanguage: string): Problem[] => {
  const problems = textsOf(action).flatMap(([path, text]) => checkText(`${at}/${path}`, text, baseLanguage, null));
  if (action.closeDays < action.planDays) {
    problems.push({
      path: `${at}/closeDays`,
      code: 'ACTION_DAYS',
      message: `It is to be closed in ${action.closeDays} days, before its plan is due.`,
    });
  }
  if (action.severity === 'critical' && action.verification.every((way) => way === 'documents')) {
    problems.push({
      path: `${at}/verification`,
      code: 'ACTION_VERIFICATION',
      message: 'A critical action is never closed on documents alone.',
    });
  }
  if (action.containWithinHours !== null && action.contain.length === 0) {
    problems.push({ path: `${at}/contain`, code: 'ACTION_CONTAINMENT', message: 'It says when people must be safe, but not how.' });
  }
  return problems;
};

/** Everything wrong with an action library; paths are `actions/12/title`. */
export const checkActionLibrary = (library: ActionLibrary): readonly Problem[] => {
  const ids = library.actions.map(({ id }) => id);
  return library.actions.flatMap((action, i) => [
    ...(ids.indexOf(action.id) === i
      ? []
      : [{ path: `actions/${i}/id`, code: 'DUPLICATE_ID', message: `The action "${action.id}" stands twice.` }]),
    ...checkAction(action, `actions/${i}`, library.baseLanguage),
  ]);
};
