type Batches<T> = AsyncIterable<readonly T[]>;

/** One JSON document; the number of rows stands at its end, so a file that was cut off shows it. */
export async function* jsonText(about: object, batches: Batches<object>): AsyncGenerator<string> {
  let rows = 0;
  yield `{"about":${JSON.stringify(about)},"items":[`;
  for await (const items of batches) {
    yield items.map((item, i) => `${rows + i === 0 ? '' : ','}\n${JSON.stringify(item)}`).join('');
    rows += items.length;
  }
  yield `\n],"rows":${rows}}\n`;
}

/** A JSON array of documents that are passed on as they are stored, so that their bytes and hashes stay the same. */
export async function* rawArrayText(batches: Batches<string>): AsyncGenerator<string> {
  let rows = 0;
  yield '[';
  for await (const documents of batches) {
    yield documents.map((document, i) => `${rows + i === 0 ? '' : ','}\n${document}`).join('');
    rows += documents.length;
  }
  yield '\n]\n';
}
