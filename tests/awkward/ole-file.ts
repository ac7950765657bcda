/** Sector size of a version 3 compound file ([MS-CFB] 2.2), and the size below which a stream lies in the mini stream. */
const SECTOR = 512;
const MINI_STREAM_CUTOFF = 4096;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;
const FAT_SECTOR = 0xfffffffd;
const ENTRY = 128;

/** A compound file ([MS-CFB]) with these streams at its root, each padded so that it lies in whole sectors. */
export function oleFile(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const padded = Object.entries(streams).map(([name, content]) => ({ name, content: inSectors(content) }));
  // sector 0 is the allocation table, sectors 1 and 2 the directory
  const table = [FAT_SECTOR, 2, END_OF_CHAIN];
  const entries = [entry('Root Entry', 5, END_OF_CHAIN, 0, 1)];
  for (const [at, { name, content }] of padded.entries()) {
    const first = table.length;
    const sectors = content.length / SECTOR;
    for (let sector = 1; sector < sectors; sector += 1) table.push(first + sector);
    table.push(END_OF_CHAIN);
    entries.push(entry(name, 2, first, content.length, at + 2 <= padded.length ? at + 2 : FREE));
  }
  const directory = Buffer.concat([...entries, Buffer.alloc(2 * SECTOR)]).subarray(0, 2 * SECTOR);
  const allocation = Buffer.alloc(SECTOR, 0xff);
  for (const [at, next] of table.entries()) allocation.writeUInt32LE(next, at * 4);
  return Buffer.concat([header(), allocation, directory, ...padded.map(({ content }) => content)]);
}

function inSectors(content: Uint8Array): Buffer {
  const size = Math.max(MINI_STREAM_CUTOFF, Math.ceil(content.length / SECTOR) * SECTOR);
  return Buffer.concat([content, Buffer.alloc(size - content.length)]);
}

function header(): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(0x3e, 24);
  bytes.writeUInt16LE(3, 26); // version
  bytes.writeUInt16LE(0xfffe, 28); // little-endian
  bytes.writeUInt16LE(9, 30); // 2^9 bytes a sector
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44); // allocation sectors
  bytes.writeUInt32LE(1, 48); // first directory sector
  bytes.writeUInt32LE(MINI_STREAM_CUTOFF, 56);
  bytes.writeUInt32LE(END_OF_CHAIN, 60);
  bytes.writeUInt32LE(END_OF_CHAIN, 68);
  bytes.fill(0xff, 76);
  bytes.writeUInt32LE(0, 76); // the allocation table is sector 0
  return bytes;
}

function entry(name: string, type: number, first: number, size: number, next: number): Buffer {
  const bytes = Buffer.alloc(ENTRY);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes[66] = type;
  bytes[67] = 1;
  bytes.writeUInt32LE(FREE, 68);
  // siblings form a list to the right; the root has its first child instead
  bytes.writeUInt32LE(type === 5 ? FREE : next, 72);
  bytes.writeUInt32LE(type === 5 ? next : FREE, 76);
  bytes.writeUInt32LE(first, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

/** A BIFF8 workbook stream ([MS-XLS]) with one sheet and these texts in its first column. */
export function biff8(texts: readonly string[]): Buffer {
  const globals = [record(0x809, start(5)), boundSheet(), record(0x0a)];
  const labels = texts.map((text, row) => {
    const cell = Buffer.alloc(9);
    cell.writeUInt16LE(row, 0);
    cell.writeUInt16LE(text.length, 6);
    cell[8] = 1; // two bytes a character
    return record(0x204, Buffer.concat([cell, Buffer.from(text, 'utf16le')]));
  });
  return Buffer.concat([...globals, record(0x809, start(0x10)), ...labels, record(0x0a)]);
}

function boundSheet(): Buffer {
  const sheet = Buffer.alloc(8);
  sheet[6] = 2;
  sheet[7] = 1;
  return record(0x85, Buffer.concat([sheet, Buffer.from('数据', 'utf16le')]));
}

/** Beginning of a substream of BIFF8. */
function start(kind: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(0x600, 0);
  bytes.writeUInt16LE(kind, 2);
  return bytes;
}

function record(id: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}
