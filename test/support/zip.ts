import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive; the optional fields let a test write an archive that lies. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer | string;
  /** Kept as it is, without packing. */
  readonly stored?: boolean;
  /** What the directory says of the unpacked size. */
  readonly declaredSize?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Shares the bytes of the entry before it. */
  readonly overlapping?: boolean;
}

const UTF8_NAMES = 0x800;

const header = (signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0));
  buffer.writeUInt32LE(signature, 0);
  fields.reduce((at, [bytes, value]) => (bytes === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value >>> 0, at)), 4);
  return buffer;
};

/** A zip archive written byte by byte, so that every field of it can be wrong on purpose. */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let lastStart = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packed = entry.stored === true ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name, 'utf8');
    const common = [
      [2, 20],
      [2, (entry.flags ?? 0) | UTF8_NAMES],
      [2, entry.method ?? (entry.stored === true ? 0 : 8)],
      [2, 0],
      [2, 0x21],
      [4, crc32(data)],
      [4, packed.length],
      [4, entry.declaredSize ?? data.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const start = entry.overlapping === true ? lastStart : offset;
    if (entry.overlapping !== true) {
      const written = Buffer.concat([header(0x04034b50, common), name, packed]);
      local.push(written);
      lastStart = offset;
      offset += written.length;
    }
    directory.push(header(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, start]]), name);
  }
  const central = Buffer.concat(directory);
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...local, central, end]);
};
