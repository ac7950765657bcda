/** The kinds of contradiction; what programs read. */
export type BreakCode =
  | 'value'
  | 'erasure'
  | 'seal'
  | 'entry-missing'
  | 'leaf'
  | 'position'
  | 'node'
  | 'root'
  | 'signature'
  | 'key'
  | 'skipped'
  | 'rows'
  | 'file';

/** Where a journal contradicts itself. `said` is a zh-CN sentence for the operator. */
export type Break = {
  code: BreakCode;
  said: string;
  position?: number;
  entryId?: string;
  /** Of the signed head in question. */
  treeSize?: number;
};

/** Ends a verification: the first break is the one that counts, whatever follows may follow from it. */
export class JournalBroken extends Error {
  readonly found: Break;
  constructor(found: Break) {
    super(found.said);
    this.found = found;
  }
}

export function broken(code: BreakCode, said: string, where: Omit<Break, 'code' | 'said'> = {}): JournalBroken {
  return new JournalBroken({ code, said, ...where });
}
