import type {
  AccountPage,
  EnrolmentPage,
  InvitationPage,
  RecoveryCodesPage,
  SecondFactorPage,
  SignInPage,
} from './account-model.ts';
import type { CreditPage } from './credit-model.ts';
import type { InboxMessagePage, InboxPage } from './inbox-model.ts';
import type { RepairsPage } from './repairs-model.ts';

import type { ReportPage, ReportReceivedPage, ReportStatePage } from './report-model.ts';

/**
 * What the server hands to the views: plain data, ready to be shown. Dates are `YYYY-MM-DD`. The views compute nothing
 * and ask nobody; what is not in here is not on the page.
 */

export type TextSize = 'normal' | 'large';
export type Contrast = 'normal' | 'high';

/** What every page needs, whatever it shows. */
export type Frame = {
  /** Path and query of this page, to come back to after the display was changed. */
  address: string;
  text: TextSize;
  contrast: Contrast;
  /** Search engines are asked to leave the page alone. */
  noindex: boolean;
  styleUrl: string;
  scriptUrl: string;
  markUrl: string;
};

export type View = { frame: Frame; page: Page };
export type Page =
  | HomePage
  | SearchPage
  | SubjectPage
  | PublicityPage
  | ListsPage
  | CorrectionsPage
  | ListPage
  | CataloguePage
  | CategoryPage
  | AboutPage
  | GuidePage
  | MessagePage
  | ReportPage
  | ReportReceivedPage
  | ReportStatePage
  | SignInPage
  | SecondFactorPage
  | InvitationPage
  | AccountPage
  | CreditPage
  | RepairsPage
  | InboxPage
  | InboxMessagePage
  | EnrolmentPage
  | RecoveryCodesPage;

/** A clause as people cite it, and whether an operator has checked it against the text. */
export type Citation = { text: string; verified: boolean };
/** `wide`: a long text. */
export type Fact = { name: string; value: string; wide?: boolean };
export type Link = { name: string; href: string; current?: boolean };
export type Party = { href: string; name: string; code: string | null };

export type HomePage = {
  page: 'home';
  today: string;
  week: { from: string; rows: { name: string; href: string | null; published: number; ended: number }[] };
  charts: ChartModel[];
};

export type ChartModel = {
  title: string;
  note: string;
  shape: 'columns' | 'bars';
  /** What one value counts: 项, 个, %. */
  unit: string;
  /** Heading of the first column of the table. */
  heading: string;
  labels: string[];
  series: { name: string; values: (number | null)[] }[];
};

/** A text in parts; the parts that matched the query are marked. */
export type Marked = { text: string; matched: boolean }[];

export type SearchPage = {
  page: 'search';
  query: string;
  /** Why nothing was asked of the register. */
  problem?: string;
  /** Where `cut`, there are more than this. */
  total: number;
  cut: boolean;
  hits: Hit[];
  first: boolean;
  next?: string;
};

export type Hit = {
  href: string;
  name: Marked;
  formerName?: Marked;
  code: string | null;
  codeMatched: boolean;
  kind: string;
  place: string;
  state: string;
};

export type SubjectPage = {
  page: 'subject';
  name: string;
  code: string | null;
  /** For links to this page. */
  address: string;
  kind: string;
  state: string;
  formerNames: string[];
  today: string;
  summary: string[];
  /** Notices of correction that the organisation agreed to, in full. */
  corrections?: string[];
  basics: Fact[];
  sections: Section[];
  /** Shown instead of all sections: one category, further pages. */
  only?: { name: string; next?: string };
};

export type Section = { id: string; title: string; groups: Group[] };
export type Group = { category: string; name: string; total: number; items: Item[]; more?: string };

export type Item = {
  title: string;
  decidedBy: string;
  documentNo: string | null;
  decidedOn: string | null;
  /** Last day on which it is shown; null while the fact lasts. */
  shownUntil: string | null;
  /** Of the category's rule: why it is shown, and for how long. */
  reason: string;
  adverse: boolean;
  /** A fact of it is being verified on an objection. */
  underObjection: boolean;
  /** What the organisation says beside it. */
  statement: string | null;
  facts: Fact[];
};

export type PublicityPage = {
  page: 'publicity';
  today: string;
  since: string;
  kinds: Link[];
  kindName: string;
  workingDays: number;
  departments: Department[];
  /** The filter in force. */
  kind: string;
  department: { code: string; name: string } | null;
  until: string | null;
  days: { day: string; entries: PublishedEntry[] }[];
  first: boolean;
  firstHref: string;
  next?: string;
};

export type Department = {
  code: string;
  name: string;
  href: string;
  published: number;
  late: number;
  lastDecidedOn: string;
};

export type PublishedEntry = {
  party: Party;
  title: string;
  documentNo: string | null;
  decidedBy: string;
  decidedOn: string;
  shownUntil: string | null;
  underObjection: boolean;
};

export type ListsPage = {
  page: 'lists';
  today: string;
  groups: { name: string; lists: { name: string; href: string; decidedBy: string; entries: number }[] }[];
};

/** Notices of correction 更正公告 of this day. */
export type CorrectionsPage = {
  page: 'corrections';
  today: string;
  notices: { id: string; party: Party; text: string; from: string; until: string }[];
};

export type ListPage = {
  page: 'list';
  code: string;
  name: string;
  today: string;
  basis: Citation[];
  decidedBy: string;
  term: string;
  exit: string;
  notice: string;
  noticeBasis: Citation[];
  hearing: string;
  note: string | null;
  effects: Effect[];
  total: number;
  entries: ListEntry[];
  first: boolean;
  firstHref: string;
  next?: string;
};

export type ListEntry = {
  party: Party;
  documentNo: string | null;
  decidedBy: string;
  from: string | null;
  until: string | null;
  underObjection: boolean;
};

/** What an entry or a record may cause. */
export type Effect = {
  when: string;
  measure: string;
  must: boolean;
  direction: 'restriction' | 'incentive';
  matters: string[];
  authority: string;
  clause: Citation;
};

export type CataloguePage = {
  page: 'catalogue';
  version: number;
  inForceFrom: string;
  rows: {
    name: string;
    href: string;
    national: string;
    submittedBy: string;
    shown: string;
    openness: string;
    basis: Citation[];
  }[];
};

export type CategoryPage = {
  page: 'category';
  name: string;
  national: string;
  nature: string;
  openness: string;
  submittedBy: string;
  subjects: string[];
  shown: string;
  used: string;
  publishWithin: string | null;
  note: string | null;
  basis: Citation[];
  severity: { name: string; shown: string; repair: string }[];
  lists: Link[];
  effects: Effect[];
  /** Names of the fields by who may see them. */
  fields: { shown: string; names: string[] }[];
};

export type AboutPage = { page: 'about' };
/** Working days to say whether it is accepted, and to answer; of the catalogue in force. */
export type GuideDays = { daysToAccept: number; daysToAnswer: number };
export type GuidePage =
  | ({ page: 'guide'; guide: 'objection' } & GuideDays)
  | ({ page: 'guide'; guide: 'repair'; basis: Citation[]; severity: CategoryPage['severity'] } & GuideDays);
export type MessagePage = { page: 'message'; title: string; sentences: string[]; query: string };
