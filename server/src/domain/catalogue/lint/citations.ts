/** A place of an entry that rests on an instrument: `clause` is `instrument#article`. */
export type Cited = { at: string; instrument: string; clause: string };

/** Every citation of an entry, wherever it stands. Citations are known by their shape: a clause and whether verified. */
export function citationsIn(body: unknown, at = ''): Cited[] {
  if (typeof body !== 'object' || body === null) return [];
  if ('clause' in body && typeof body.clause === 'string' && 'verified' in body) {
    return [{ at: `${at}/clause`, instrument: instrumentOf(body.clause), clause: body.clause }];
  }
  return Object.entries(body).flatMap(([key, value]) => citationsIn(value, `${at}/${key}`));
}

export function instrumentOf(clause: string): string {
  return clause.slice(0, clause.indexOf('#'));
}
