import assert from 'node:assert/strict';
import type { Policy } from './types.ts';

type Unit = Policy['figures'][number]['unit'];
/** `otherwise`: what holds under a version written before the engine knew the figure; the lint asks every new one for it. */
type Figure = { unit: Unit; least: number; most: number; otherwise?: number };

/**
 * The figures the engine knows by name, with the unit each is in. `least` and `most` are how far a version may move it:
 * narrow where a limit of the product stands behind it, wide where only the law does.
 */
export const FIGURES = {
  /** Adverse rows decided longer ago than this enter withheld until a person has reconciled them (boundary 10). */
  adverseOlderThanDays: { unit: 'days', least: 1, most: 365 },
  /** An uploaded file is kept encrypted this long, for resuming and returning (boundary 5). */
  uploadKeptDays: { unit: 'days', least: 1, most: 30 },
  /** Subjects one person may ask about in a check; more needs a registered system or a second person (boundary 13). */
  subjectsAPerson: { unit: 'subjects', least: 1, most: 200 },
  /** A decision changed or revoked leaves every page within this time. */
  withdrawWithinDays: { unit: 'days', least: 1, most: 3 },
  repairAcceptWorkingDays: { unit: 'working-days', least: 1, most: 60 },
  /** From receiving the application to the answer. */
  repairAnswerWorkingDays: { unit: 'working-days', least: 1, most: 60 },
  /** What one extension may add to the time for the answer. */
  repairExtensionMostWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 10 },
  /** The applicant's time to complete an application; meanwhile the other two stand still. */
  repairCompleteWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 10 },
  /** Who becomes repairable within so many days from Monday on is told in the weekly reminder. */
  repairSoonDays: { unit: 'days', least: 7, most: 60, otherwise: 7 },
  objectionAcceptWorkingDays: { unit: 'working-days', least: 1, most: 60 },
  objectionAnswerWorkingDays: { unit: 'working-days', least: 1, most: 60 },
  /** How much one extension may add to the time for the answer. */
  objectionExtensionWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 7 },
  /** A paper published by public notice 公告送达 counts as served after this many days. */
  publicNoticeDays: { unit: 'days', least: 1, most: 90, otherwise: 30 },
  /** Working days from the service of a notice for statement, defence or the request of a hearing, where the list says none. */
  answerWorkingDays: { unit: 'working-days', least: 3, most: 60, otherwise: 5 },
  /** An honour is shown to anybody, and takes objections, for so many working days before it is decided. */
  honourNoticeWorkingDays: { unit: 'working-days', least: 3, most: 60, otherwise: 5 },
  /** An adverse decision made within so many months before the day stands against an honour. */
  honourLookBackMonths: { unit: 'months', least: 1, most: 60, otherwise: 12 },
  /** How far off the last day of an order to rectify may lie, and how much one extension may add. */
  rectificationMostDays: { unit: 'days', least: 1, most: 365, otherwise: 90 },
  rectificationExtensionMostDays: { unit: 'days', least: 1, most: 180, otherwise: 30 },
  /** From a check's answer to the report of what was done with each measure it named. */
  feedbackWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 7 },
  /** From the report that a measure was applied to the service of the notice on the organisation. */
  appliedNoticeWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 10 },
  /** From the day an entry can be known here to the word of each responding agency that its systems heed it. */
  entryResponseWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 7 },
  /** A check answered within so many days may still be open at its desk: a listing's preview tells of it. */
  openCheckDays: { unit: 'days', least: 1, most: 180, otherwise: 30 },
  /** A report of misconduct: from its receipt to its triage, from there to its acceptance, from there to the outcome. */
  reportTriageWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 5 },
  reportAcceptWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 7 },
  reportHandleWorkingDays: { unit: 'working-days', least: 1, most: 180, otherwise: 60 },
  /** How long after its end who reported stays sealed, and how long the report and its case are kept (boundary 12). */
  reporterKeptDays: { unit: 'days', least: 0, most: 180, otherwise: 30 },
  reportKeptMonths: { unit: 'months', least: 1, most: 24, otherwise: 6 },
  /** National windows of publicity by class of severity; an authority's table stays within, never outside. */
  minorPublicMostMonths: { unit: 'months', least: 0, most: 60 },
  generalPublicLeastMonths: { unit: 'months', least: 0, most: 60 },
  generalPublicMostMonths: { unit: 'months', least: 1, most: 60 },
  seriousPublicLeastMonths: { unit: 'months', least: 0, most: 60 },
  seriousPublicMostMonths: { unit: 'months', least: 1, most: 60 },
  /** An entry that ends by condition is reconfirmed at least this often, or leaves. */
  unconfirmedMostMonths: { unit: 'months', least: 1, most: 12 },
  /** National timeliness of publication 上网公开 of administrative acts. */
  publishMostWorkingDays: { unit: 'working-days', least: 1, most: 7 },
  /** Characters of a person's number shown from the left and from the right, to the person. */
  personNumberShownLeft: { unit: 'characters', least: 0, most: 4, otherwise: 0 },
  personNumberShownRight: { unit: 'characters', least: 0, most: 4, otherwise: 4 },
  /** How long after its end a record of a category that says nothing else is kept. */
  keptAfterEndMonths: { unit: 'months', least: 1, most: 120, otherwise: 36 },
  /** How long it can be seen who looked at what is not public. */
  lookUpsKeptMonths: { unit: 'months', least: 36, most: 120, otherwise: 36 },
  /** How long a message stays in the inbox. */
  messageKeptMonths: { unit: 'months', least: 1, most: 120, otherwise: 24 },
  /** How long before a decision a check of its organisation still counts. */
  checkedWithinDays: { unit: 'days', least: 1, most: 365, otherwise: 60 },
  /** An agency answers a query of the office within this time, and reports within as much what it promised to. */
  queryAnswerWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 5 },
  /** Who received a record that ended or came back says within this time what it did with what it holds. */
  recallAnswerWorkingDays: { unit: 'working-days', least: 1, most: 30, otherwise: 3 },
  /** A desk that acted on a record that proved wrong says within this time whether it reversed what it did. */
  reversalAnswerWorkingDays: { unit: 'working-days', least: 1, most: 60, otherwise: 7 },
  /** How long a recall or a letter to a desk is kept after its answer, or after the last day for it. */
  recallKeptMonths: { unit: 'months', least: 1, most: 120, otherwise: 24 },
  /** How long a correction is told to everybody, where the organisation agrees. */
  correctionNoticeDays: { unit: 'days', least: 1, most: 180, otherwise: 30 },
  /** A series of document numbers of which a smaller part is held is no series: no gap of it is told. */
  numbersHeldLeastPercent: { unit: 'percent', least: 1, most: 100, otherwise: 50 },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;
/** Each figure in the unit its name ends with. */
export type Figures = { readonly [Name in FigureName]: number };

const OTHERWISE: Partial<Figures> = Object.fromEntries(
  Object.entries(FIGURES).flatMap(([name, figure]) => ('otherwise' in figure ? [[name, figure.otherwise]] : [])),
);

export const isFigure = (name: string): name is FigureName => Object.hasOwn(FIGURES, name);

/** What these policies say; a figure they lack is absent. */
export function figuresSaid(policies: readonly Policy[]): Partial<Figures> {
  const said = policies.flatMap(({ figures }) => figures).filter(({ figure }) => isFigure(figure));
  return Object.fromEntries(said.map(({ figure, value }) => [figure, value]));
}

/** All figures, of policies that have passed the lint. */
export function figuresIn(policies: readonly Policy[]): Figures {
  const said = { ...OTHERWISE, ...figuresSaid(policies) };
  assert.deepEqual(missingFigures(said), [], 'the lint lets no version in force that lacks a figure');
  return said as Figures;
}

export function missingFigures(said: Partial<Figures>): string[] {
  return Object.keys(FIGURES).filter((name) => said[name as FigureName] === undefined);
}
