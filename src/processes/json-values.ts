/** No receipt comes near it; what is longer is something else, and is not collected until memory runs out. */
const MAX_LENGTH = 16_000_000;

/** What stands in a file in place of the next value. */
export type JsonPiece = { readonly value: unknown } | { readonly fault: string };

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 92, 44, 91, 93, 123, 125];
const BYTE_ORDER_MARK = 0xfeff;
const BETWEEN: ReadonlySet<number> = new Set([32, 9, 10, 13, BYTE_ORDER_MARK, COMMA, OPEN_LIST, CLOSE_LIST]);

/** What may stand between two values, where none is under way. */
const isBetween = (code: number): boolean => BETWEEN.has(code);

const parsed = (text: string): JsonPiece => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: 'this is not JSON' };
  }
};

/** Finds where values begin and end, without keeping more than the one under way. */
class Splitter {
  private depth = 0;
  private inList = false;
  private inText = false;
  private escaped = false;
  private pieces: string[] = [];
  private length = 0;

  /** The values that end within a chunk. */
  *take(chunk: string): Generator<JsonPiece> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (this.inText) this.readText(code);
      else if (this.depth === 0 && isBetween(code)) {
        this.keep(chunk.slice(from, at));
        yield* this.end();
        if (code === OPEN_LIST || code === CLOSE_LIST) this.inList = code === OPEN_LIST;
        from = at + 1;
      } else if (this.closesValue(code)) {
        this.keep(chunk.slice(from, at + 1));
        yield* this.end();
        from = at + 1;
      }
    }
    this.keep(chunk.slice(from));
  }

  /** What is left when the file is over. */
  *finish(): Generator<JsonPiece> {
    const broken = this.depth > 0 || this.inText || this.inList;
    if (broken) yield { fault: 'the file ends in the middle' };
    else yield* this.end();
  }

  get isTooLong(): boolean {
    return this.length > MAX_LENGTH;
  }

  private closesValue(code: number): boolean {
    if (code === QUOTE) this.inText = true;
    else if (code === OPEN || code === OPEN_LIST) this.depth += 1;
    else if (code === CLOSE || code === CLOSE_LIST) this.depth -= 1;
    return (code === CLOSE || code === CLOSE_LIST) && this.depth <= 0;
  }

  private readText(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inText = false;
  }

  private keep(piece: string): void {
    if (piece === '') return;
    this.pieces.push(piece);
    this.length += piece.length;
  }

  private *end(): Generator<JsonPiece> {
    this.depth = 0;
    if (this.length === 0) return;
    const text = this.pieces.join('');
    this.pieces = [];
    this.length = 0;
    yield parsed(text);
  }
}

/** The values of a stream one by one, whether they stand in a list, on lines of their own or alone: a file of any size takes the memory of one. */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPiece> {
  const splitter = new Splitter();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = (chunk?: Uint8Array): string | null => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return null;
    }
  };
  for await (const chunk of chunks) {
    const decoded = text(chunk);
    if (decoded !== null) yield* splitter.take(decoded);
    if (decoded === null || splitter.isTooLong) {
      yield { fault: decoded === null ? NOT_UTF8 : 'this is too long to be a receipt' };
      return;
    }
  }
  if (text() === null) yield { fault: NOT_UTF8 };
  else yield* splitter.finish();
}

const NOT_UTF8 = 'this is not UTF-8';
