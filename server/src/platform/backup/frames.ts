/*
 * What is inside: frames, each a letter, the length of its body (4 bytes, big-endian) and the body.
 *
 *   C  contents: JSON, the first frame
 *   F  a file: JSON with its bytes in base64
 *   S  a section begins: JSON with its name
 *   R  rows of that section in the text format of COPY; cut anywhere, also inside a row
 *   M  manifest: JSON, the last frame
 */
export type FrameKind = 'C' | 'F' | 'S' | 'R' | 'M';
export type Frame = { kind: FrameKind; body: Buffer };

const PREFIX_BYTES = 5;
/** A frame larger than this was not written by us. Rows come in pieces of the connection's reads, some 64 kB. */
const BODY_BYTES_AT_MOST = 64 * 1_024 * 1_024;
const KINDS = 'CFSRM';

export class BadFrame extends Error {
  override name = 'BadFrame';
}

export function* frame(kind: FrameKind, body: Buffer): Generator<Buffer> {
  if (body.length > BODY_BYTES_AT_MOST) throw new BadFrame(`a frame ${kind} of ${body.length} bytes`);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(kind, 0, 'latin1');
  prefix.writeUInt32BE(body.length, 1);
  yield prefix;
  if (body.length > 0) yield body;
}

export function jsonFrame(kind: FrameKind, body: object): Generator<Buffer> {
  return frame(kind, Buffer.from(JSON.stringify(body)));
}

/** Takes the stream apart again. Throws `BadFrame` where it was not made by `frame` or ends inside one. */
export async function* framesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let wanted = PREFIX_BYTES;
  for await (const piece of bytes) {
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes < wanted) continue;
    let rest = held.length === 1 ? piece : Buffer.concat(held, heldBytes);
    for (;;) {
      wanted = PREFIX_BYTES + (rest.length < PREFIX_BYTES ? 0 : bodyBytes(rest));
      if (rest.length < wanted) break;
      yield { kind: String.fromCharCode(rest[0] ?? 0) as FrameKind, body: rest.subarray(PREFIX_BYTES, wanted) };
      rest = rest.subarray(wanted);
    }
    held = rest.length === 0 ? [] : [rest];
    heldBytes = rest.length;
  }
  if (heldBytes > 0) throw new BadFrame('the last frame is not whole');
}

function bodyBytes(prefix: Buffer): number {
  const length = prefix.readUInt32BE(1);
  if (!KINDS.includes(String.fromCharCode(prefix[0] ?? 0)) || length > BODY_BYTES_AT_MOST) {
    throw new BadFrame('no frame begins where one should');
  }
  return length;
}
