/** Pages on which anybody reports what an organisation did, without being known. */

/** `given`: what was typed, after something of it could not be taken. */
export type ReportPage = { page: 'report'; given: Readonly<Record<string, string>>; problem?: string };

/** Shown this once. */
export type ReportReceivedPage = { page: 'report-received'; number: string; lookUpCode: string; receivedOn: string };

export type ReportStatePage = {
  page: 'report-state';
  problem?: string;
  shown?: { name: string; value: string }[];
};

/** Characters of each text of the form: together less than a form may send. */
export const REPORT_FIELDS = {
  name: 100,
  code: 40,
  what: 1_000,
  when: 100,
  where: 100,
  proof: 200,
  reporterName: 30,
  contact: 60,
} as const;
export type ReportField = keyof typeof REPORT_FIELDS;
