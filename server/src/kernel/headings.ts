const OPENING = '([{【〔〖';
const CLOSING = ')]}】〕〗';
const BRACKETED_NOTE = new RegExp(
  `[${literally(OPENING)}][^${literally(OPENING + CLOSING)}]*[${literally(CLOSING)}]`,
  'g',
);
const BRACKETED_UNIT = new RegExp(
  `[${literally(OPENING)}](?:单位:?)?(?:人民币)?(?<unit>万元|元)(?:人民币)?[${literally(CLOSING)}]`,
);
/** A heading that is a note throughout, （备注）, is known by what the brackets hold. */
const BRACKETS = new RegExp(`[${literally(OPENING + CLOSING)}]`, 'g');

/**
 * The key by which a column heading is compared: stars, white space, line breaks and bracketed notes (（必填）, a unit)
 * stripped, full-width forms folded, upper case. Field codes and Chinese headings alike.
 */
export function headingKey(text: string): string {
  const whole = withoutDecoration(text);
  let key = whole;
  for (let before = ''; before !== key; ) {
    before = key;
    key = key.replace(BRACKETED_NOTE, '');
  }
  return key === '' ? whole.replace(BRACKETS, '') : key;
}

/** The unit a heading states in brackets, as in 罚款金额（元）; null where it states none. */
export function headingUnit(text: string): '元' | '万元' | null {
  const unit = BRACKETED_UNIT.exec(withoutDecoration(text))?.groups?.unit;
  return unit === '元' || unit === '万元' ? unit : null;
}

function withoutDecoration(text: string): string {
  const visible = text.normalize('NFKC').replace(/[*\p{White_Space}\p{Cf}\p{Cc}]/gu, '');
  return visible.toUpperCase().normalize('NFKC').replace(/[*]/g, '');
}

function literally(characters: string): string {
  return characters.replace(/[[\]{}()]/g, '\\$&');
}
