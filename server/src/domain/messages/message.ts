import type { MessageTemplate } from './templates.ts';

/** Everybody entitled at the agency, or of the organisation. */
export type Recipient = { agency: string } | { subjectId: string };

/** What an act has to tell somebody. */
export type NewMessage = {
  to: Recipient;
  template: MessageTemplate;
  /** What the template's blanks say: every one of them and no other. Never the name or number of a natural person. */
  blanks: Readonly<Record<string, string>>;
  /** Where the reader looks further. */
  about?: { caseId?: string; recordId?: string; subjectId?: string };
  /** What it is said about: the same key to the same recipient is one message, however often it is asked. */
  key: string;
};
