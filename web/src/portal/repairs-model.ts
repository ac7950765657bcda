/** 申请信用修复: what an organisation may apply for today, and how far its applications are. */

export type RepairsPage = {
  page: 'repairs';
  name: string;
  asOf: string;
  /** What may be applied for today and is in no application. */
  repairable: RepairableRecord[];
  /** More records than are looked at in one question. */
  more: boolean;
  /** What the applicant commits itself to, sentence by sentence. */
  commitment: string[];
  applications: ShownApplication[];
  moreApplications: boolean;
  /** Records chosen, after something of the form could not be taken. */
  chosen: string[];
  problem?: string;
};

export type RepairableRecord = {
  recordId: string;
  label: string;
  /** Who decides. */
  agencyName: string;
  /** What must be there before it is granted, and what need not be shown. */
  says: string[];
};

export type ShownApplication = {
  applicationId: string;
  receivedOn: string;
  state: string;
  parts: ShownPart[];
};

export type ShownPart = {
  caseId: string;
  agencyName: string;
  stateName: string;
  /** What it is about, each with what became of it. */
  records: string[];
  dueOn?: string;
  /** What has to be completed, and by when. */
  completion?: string;
  /** Proofs handed in. */
  proofs: number;
  /** Why it was decided so. */
  reason?: string;
  papers: { href: string; label: string }[];
  /** Nobody has decided: proof is taken, and it may be taken back. */
  open: boolean;
};

/** The name of the box of one record in the form. */
export const boxOf = (recordId: string): string => `record-${recordId}`;

/** Characters of the texts of the forms. */
export const PROOF_SAYS_AT_MOST = 200;
export const NOTE_AT_MOST = 500;
