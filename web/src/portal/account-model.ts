/** Pages of one's own account, and of signing in to it. */

export type SignInPage = {
  page: 'sign-in';
  login: string;
  problem?: string;
  providers: { href: string; name: string }[];
};

export type SecondFactorPage = { page: 'second-factor'; problem?: string };

export type InvitationPage = {
  page: 'invitation';
  token: string;
  login: string;
  name: string;
  /** Characters of a password. */
  least: number;
  most: number;
  problem?: string;
};

export type OwnPost = {
  postId: string;
  role: string;
  /** Name of the agency, or code of the organisation. */
  where: string;
  href?: string;
  until?: string;
  current: boolean;
};

export type OwnSession = {
  sessionId: string;
  current: boolean;
  began: string;
  seen: string;
  origin: string;
  role: string;
};

export type AccountPage = {
  page: 'account';
  accountId: string;
  name: string;
  kind: string;
  login?: string;
  /** What must be done before anything else is answered. */
  lacks?: 'password' | 'second-factor' | 'post';
  posts: OwnPost[];
  waiting: OwnPost[];
  sessions: OwnSession[];
  secondFactor: boolean;
  hasPassword: boolean;
  recoveryCodesLeft: number;
  mayAskOrganisation: boolean;
  mayReadMessages: boolean;
  /** Acts for an organisation: 我的信用. */
  mayReadCredit: boolean;
  problem?: string;
};

export type EnrolmentPage = {
  page: 'enrolment';
  /** For those who type it, in groups of four. */
  key: string;
  /** Dark modules as one path in a square of `size`. */
  qr: { size: number; path: string };
  problem?: string;
};

export type RecoveryCodesPage = { page: 'recovery-codes'; codes: string[] };
