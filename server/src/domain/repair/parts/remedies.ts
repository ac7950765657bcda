/** Where the organisation may turn against a result; periods are the law's, filled in by who decides. */
export type Remedies = {
  reconsiderationBody: string;
  reconsiderationPeriod: string;
  court: string;
  suitPeriod: string;
};
