import type { FlowQuestion } from './conditions.js';
import type { Notes, Spot } from './notes.js';
import type { SaqQuestion } from './questions.js';
import type { Goal } from './words.js';

/** Positions of the indexes of each sheet, by the order of the sheet. */
type Places = ReadonlyMap<number, ReadonlyMap<string, number>>;

const placesOf = (questions: readonly SaqQuestion[]): Places => {
  const places = new Map<number, Map<string, number>>();
  questions.forEach(({ entry }, position) => {
    const { order } = entry.sheet;
    const known = places.get(order) ?? new Map<string, number>();
    if (entry.index !== '' && !known.has(entry.index)) known.set(entry.index, position);
    places.set(order, known);
  });
  return places;
};

/** Only then can an index name a question of another sheet. */
const areUniqueInFile = (places: Places): boolean => {
  const all = [...places.values()].flatMap((known) => [...known.keys()]);
  return new Set(all).size === all.length;
};

class Resolver {
  private readonly places: Places;
  private readonly acrossSheets: boolean;

  constructor(
    private readonly questions: readonly SaqQuestion[],
    private readonly notes: Notes,
  ) {
    this.places = placesOf(questions);
    this.acrossSheets = areUniqueInFile(this.places);
  }

  /** The position that a goal leads to; the next question where there is none, or a wrong one. */
  target(goal: Goal, from: number, spot: Spot): number {
    if (goal === null) return from + 1;
    if (goal === 'end') return this.endOfSheet(from);
    const found = this.find(goal.index, from, spot);
    if (found === null) return from + 1;
    if (found > from) return found;
    const what = found === from ? 'The question jumps to itself' : `The jump to ${goal.index} goes back`;
    this.notes.problem(spot, found === from ? 'SAQ_JUMP_SELF' : 'SAQ_JUMP_BACK', `${what}: a jump leads to a later question or to End.`);
    return from + 1;
  }

  private endOfSheet(from: number): number {
    const order = this.orderAt(from);
    let at = from + 1;
    while (at < this.questions.length && this.orderAt(at) === order) at += 1;
    return at;
  }

  private orderAt(position: number): number | undefined {
    return this.questions[position]?.entry.sheet.order;
  }

  private find(index: string, from: number, spot: Spot): number | null {
    const own = this.places.get(this.orderAt(from) ?? -1)?.get(index);
    if (own !== undefined) return own;
    const elsewhere = [...this.places.values()].flatMap((known) => known.get(index) ?? []);
    const [only] = elsewhere;
    if (only !== undefined && this.acrossSheets) return only;
    const shown = index.slice(0, 60);
    if (elsewhere.length > 1) {
      const message = `The jump to ${shown} is unclear: several other sheets have that index, this one has not.`;
      this.notes.problem(spot, 'SAQ_JUMP_AMBIGUOUS', message);
    } else this.notes.problem(spot, 'SAQ_JUMP_NOWHERE', `The jump leads to nothing: there is no question ${shown} on this sheet.`);
    return null;
  }
}

/**
 * Jumps as positions in the file. An index names a question of the same sheet; one of another sheet only in a file whose
 * indexes are all different. "End" ends its sheet: the next sheet is asked all the same, because sheets are parts that
 * stand for themselves and nobody should be able to skip one by an answer to another.
 */
export const resolveJumps = (questions: readonly SaqQuestion[], ids: readonly string[], notes: Notes): readonly FlowQuestion[] => {
  const resolver = new Resolver(questions, notes);
  return questions.map(({ type, options, goal, goalSpot }, i) => ({
    id: ids[i] ?? '',
    type,
    next: resolver.target(goal, i, goalSpot),
    answers: options.map((option) => ({
      option: option.id,
      target: option.goal === null ? resolver.target(goal, i, goalSpot) : resolver.target(option.goal, i, option.spot),
    })),
  }));
};
