import { place, type PlacedProblem } from '../../spreadsheet/workbook.js';

/** A cell; `order` is the place of its sheet in the workbook, so that findings can be told from the top of the file down. */
export interface Spot {
  readonly sheet: string;
  readonly order: number;
  readonly row: number;
  readonly column: number;
}

interface Note {
  readonly spot: Spot;
  readonly code: string;
  readonly message: string;
  times: number;
}

/** A file that is wrong everywhere is refused without listing every line of it. */
const MAX_LISTED = 500;

const inFileOrder = (a: Note, b: Note): number => a.spot.order - b.spot.order || a.spot.row - b.spot.row || a.spot.column - b.spot.column;

const told = (note: Note): PlacedProblem => ({
  place: place(note.spot.sheet, note.spot.row, note.spot.column),
  code: note.code,
  message: note.times > 1 ? `${note.message} (${note.times} times on this sheet; here is the first.)` : note.message,
});

/** Collects what there is to say about a file: problems cell by cell, oddities once a sheet however often they occur. */
export class Notes {
  private readonly faults: Note[] = [];
  private readonly quirks = new Map<string, Note>();

  problem(spot: Spot, code: string, message: string): void {
    this.faults.push({ spot, code, message, times: 1 });
  }

  oddity(spot: Spot, code: string, message: string): void {
    const key = `${spot.order}\n${code}\n${message}`;
    const known = this.quirks.get(key);
    if (known) known.times += 1;
    else this.quirks.set(key, { spot, code, message, times: 1 });
  }

  get problems(): readonly PlacedProblem[] {
    const listed = [...this.faults].sort(inFileOrder);
    const shown = listed.slice(0, MAX_LISTED).map(told);
    const next = listed[MAX_LISTED];
    if (!next) return shown;
    return [...shown, { ...told(next), code: 'SAQ_MORE_PROBLEMS', message: `From here on ${listed.length - MAX_LISTED} more problems.` }];
  }

  get oddities(): readonly PlacedProblem[] {
    return [...this.quirks.values()].sort(inFileOrder).slice(0, MAX_LISTED).map(told);
  }
}
