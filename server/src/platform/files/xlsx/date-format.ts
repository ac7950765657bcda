/**
 * Built-in number formats that show a day, a month or a year: ECMA-376 part 1, 18.8.30, with the numbers that Chinese
 * editions fill (27-31, 36, 50-54, 57, 58). Those that show only a time of day (18-21, 32-35, 45-47, 55, 56) are not dates.
 */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

export function isDateFormat(id: number, code: string | undefined): boolean {
  return code === undefined ? BUILT_IN_DATES.has(id) : showsDay(code);
}

/** Hours, minutes or seconds counted past their usual end: `[h]`. */
const ELAPSED_TIME = /\[(h+|m+|s+)\]/gi;

/** Whether a format code, as a person types it, shows a year, a month or a day. */
function showsDay(code: string): boolean {
  const [shown = ''] = code
    .replace(ELAPSED_TIME, 'h')
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '')
    .replace(/general|am\/pm|a\/p/gi, '')
    .split(';');
  if (/[yd]/i.test(shown)) return true;
  // `m` is a minute beside an hour or a second, else a month.
  return /m/i.test(shown) && !/[hs]/i.test(shown);
}
