const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const END_RECORD_BYTES = 22;
const NAME_AT = 46;

/** Where the directory entry of a part begins. */
function entryOf(archive: Buffer, part: string): number {
  const at = archive.lastIndexOf(part) - NAME_AT;
  if (archive.indexOf(DIRECTORY_ENTRY, at) !== at) throw new Error(`no part ${part}`);
  return at;
}

/** The archive with a wrong checksum of one part. */
export function flipChecksum(archive: Buffer, part: string): Buffer {
  const at = entryOf(archive, part) + 16;
  archive[at] = (archive[at] ?? 0) ^ 0x80;
  return archive;
}

/** The archive with one part marked as encrypted. */
export function declareEncrypted(archive: Buffer, part: string): Buffer {
  const at = entryOf(archive, part) + 8;
  archive.writeUInt16LE(archive.readUInt16LE(at) | 1, at);
  return archive;
}

/** The same archive with an end record of 64 bits (APPNOTE 4.3.14, 4.3.15), as writers make that stream. */
export function zip64(archive: Buffer): Buffer {
  const end = archive.subarray(-END_RECORD_BYTES);
  const body = archive.subarray(0, -END_RECORD_BYTES);
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(end.readUInt16LE(8)), 24);
  record.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), 32);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(body.length), 8);
  locator.writeUInt32LE(1, 16);
  const last = Buffer.from(end);
  last.fill(0xff, 8, 20);
  return Buffer.concat([body, record, locator, last]);
}
