/** ISO 8601 with a time and an offset. A plus sign that a browser sent unescaped arrives as a space. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+\- ]\d{2}:\d{2})$/;

/** null where the text names no moment; without an offset it would name another one on every machine. */
export function readMoment(text: string): Date | null {
  const parts = MOMENT.exec(text);
  if (parts === null) return null;
  const moment = new Date(`${parts[1]}${parts[2]?.replace(' ', '+')}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
