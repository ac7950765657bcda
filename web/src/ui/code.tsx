/** Lengths of the parts of a unified code (GB 32100): authority and kind, region, body in threes, check character. */
const PARTS_OF_A_CODE = [2, 6, 3, 3, 3, 1];
const LENGTH_OF_A_CODE = 18;

/**
 * A code in groups. The gaps are drawn, not written, so that a selection copies the code as it is; the copy button comes
 * with the optional script.
 */
export function Code({ value, copyable = false }: { value: string; copyable?: boolean }) {
  return (
    <span className={copyable ? 'code copyable' : 'code'} data-copy={copyable ? value : undefined}>
      {value.length === LENGTH_OF_A_CODE
        ? groupsOf(value).map((part, at) => <span key={String(at)}>{part}</span>)
        : value}
    </span>
  );
}

function groupsOf(code: string): string[] {
  let start = 0;
  return PARTS_OF_A_CODE.map((length) => {
    const part = code.slice(start, start + length);
    start += length;
    return part;
  });
}
