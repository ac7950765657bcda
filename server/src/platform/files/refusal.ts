/** A file that cannot be read at all. `message` is a zh-CN sentence for the sender: what is wrong and how to mend it. */
export type FileRefusal = {
  readonly refused: 'unreadable' | 'encrypted' | 'too-large' | 'encoding';
  readonly message: string;
};

/** Carries a refusal that was found only while the rows were being read. */
export class FileRefusedError extends Error {
  override readonly name = 'FileRefusedError';
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function unreadable(message: string): FileRefusal {
  return { refused: 'unreadable', message };
}

export function encrypted(message: string): FileRefusal {
  return { refused: 'encrypted', message };
}

export function tooLarge(message: string): FileRefusal {
  return { refused: 'too-large', message };
}

export function badEncoding(message: string): FileRefusal {
  return { refused: 'encoding', message };
}

export function isFileRefusal(value: object): value is FileRefusal {
  return 'refused' in value;
}
