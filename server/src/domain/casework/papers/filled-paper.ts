import type { CalendarDate } from '../../../kernel/dates.ts';

/** A paper 文书 with every word it says: plain JSON, to be stored, hashed, and rendered later to the same bytes. */
export type FilledPaper = {
  /** Of this shape; a renderer that reads another says so. */
  readonly form: 1;
  /** Code of the template. */
  readonly paper: string;
  readonly title: string;
  /** 文号; null for papers that have none. */
  readonly number: string | null;
  /** The agency in whose name the paper is written. */
  readonly letterhead: string;
  readonly paragraphs: readonly PaperParagraph[];
  readonly signature: { readonly agency: string; readonly seal: string };
  readonly date: CalendarDate;
  /** What the addressee fills in and gives back, on a page of its own. */
  readonly acknowledgement: { readonly title: string; readonly paragraphs: readonly PaperParagraph[] } | null;
};

/** An item of a list and a cell are one line of words each; an empty value of a form is left for the pen. */
export type PaperParagraph =
  | { readonly role: 'addressee' | 'heading' | 'body'; readonly text: string }
  | { readonly role: 'list'; readonly items: readonly string[] }
  | { readonly role: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly role: 'form'; readonly rows: readonly FilledRow[] };
export type FilledRow = { readonly label: string; readonly value: string; readonly lines: number };
