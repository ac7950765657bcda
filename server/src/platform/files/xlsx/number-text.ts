/** A spreadsheet keeps 15 significant digits; what looks like more is already wrong. */
const SIGNIFICANT_DIGITS = 15;
const FIRST_UNSAFE = 10 ** SIGNIFICANT_DIGITS;

/**
 * A stored number as a person sees it: shortest decimal form, never an exponent. With more than 15 digits before the
 * point it stays exactly as stored, exponent and all, so that nobody mistakes it for a code that survived.
 * @param stored the text of `<v>`
 */
export function numberText(stored: string, value: number): string {
  if (Math.abs(value) >= FIRST_UNSAFE) return stored;
  const shown = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  if (shown === 0) return '0';
  return withoutExponent(String(shown));
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent] = text.split('e-');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits}`;
}
