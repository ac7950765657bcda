/** What an objector is answered at once. */
export type Filed = {
  caseId: string;
  state: string;
  agency: string;
  agencyName: string;
  suspended: boolean;
  /** Why it does not suspend; absent where it does. */
  why?: string;
  /** Last day for accepting it. */
  dueOn: string | null;
};
