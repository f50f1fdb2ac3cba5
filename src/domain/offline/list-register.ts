/** More lists than this would make the sheet that holds them too wide to be read back. */
const MOST = 400;

/** Gives lists of the same words the same name, so that a workbook holds each once. */
export class ListRegister {
  private readonly names = new Map<string, string>();
  private readonly lists: Record<string, readonly string[]> = {};

  /** Name of the list of these words; null where there are too many already. */
  name(words: readonly string[]): string | null {
    const key = JSON.stringify(words);
    const known = this.names.get(key);
    if (known !== undefined) return known;
    if (this.names.size >= MOST) return null;
    const name = `list${this.names.size + 1}`;
    this.names.set(key, name);
    this.lists[name] = words;
    return name;
  }

  all(): Readonly<Record<string, readonly string[]>> {
    return this.lists;
  }
}
