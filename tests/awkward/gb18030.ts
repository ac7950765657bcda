/** Lead and trail bytes of two-byte characters (GB 18030). */
const LEAD = { from: 0x81, to: 0xfe };
const TRAIL = { from: 0x40, to: 0xfe };
const FIRST_SUPPLEMENTARY = 0x10000;

let twoBytes: Map<string, readonly [number, number]> | undefined;

/** Text in GB18030: one, two, or for characters beyond the first plane four bytes. */
export function gb18030(text: string): Buffer {
  twoBytes ??= readTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = twoBytes.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(...pair);
    else if (code >= FIRST_SUPPLEMENTARY) bytes.push(...fourBytes(code - FIRST_SUPPLEMENTARY));
    else throw new Error(`${character} has four bytes below the supplementary planes`);
  }
  return Buffer.from(bytes);
}

function readTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = LEAD.from; lead <= LEAD.to; lead += 1) {
    for (let trail = TRAIL.from; trail <= TRAIL.to; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\uFFFD') table.set(character, [lead, trail]);
    }
  }
  return table;
}

/** @param distance from U+10000 */
function fourBytes(distance: number): number[] {
  const last = distance % 10;
  const third = Math.floor(distance / 10) % 126;
  const second = Math.floor(distance / 1260) % 10;
  return [0x90 + Math.floor(distance / 12_600), 0x30 + second, 0x81 + third, 0x30 + last];
}
