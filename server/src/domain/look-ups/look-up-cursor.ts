import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';

/** Where a page of look-ups ended: its moment, and among those of one moment the id. */
export type LookUpPlace = { at: Date; id: string };

const ID = /^[cj][0-9a-f/-]{1,64}$/;

export function writeLookUpCursor({ at, id }: LookUpPlace): string {
  return writePageCursor([at.toISOString(), id]);
}

/** null where the text was not written by `writeLookUpCursor`. */
export function readLookUpCursor(text: string): LookUpPlace | null {
  const parts = readPageCursor(text, 2);
  if (parts === null) return null;
  const [at, id] = parts;
  if (typeof at !== 'string' || typeof id !== 'string' || !ID.test(id)) return null;
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) || moment.toISOString() !== at ? null : { at: moment, id };
}
