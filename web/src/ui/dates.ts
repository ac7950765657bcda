/** 2026年7月1日, for prose; tables keep `2026-07-01`. */
export function inProse(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
