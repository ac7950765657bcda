import type { Catalogue, CompiledCategory } from '../domain/catalogue/index.ts';
import { answerChecks, giveFeedback, matterInForce } from '../domain/checks/index.ts';
import { addDays } from '../kernel/dates.ts';
import { isRefusal } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { DEPARTMENTS, type Department, REGISTRAR } from './agencies.ts';
import type { Numbers } from './numbers.ts';
import type { Organisation } from './organisations.ts';
import type { Draw } from './random.ts';
import { makeRow, type Row, seriesOf } from './rows.ts';

/**
 * What supervision is to find in 青禾市: one licence for a listed organisation without a check, one after a check whose
 * measures were put aside, and two gaps in the numbers of the same department. Nobody else in the city is that careless.
 */

/** One organisation in so many is of those that lists speak of; careful departments grant it nothing. */
const ONE_IN = 10;
/** The round, in days before today, in which both organisations are listed; the check and both licences come after it. */
export const LISTED_AGO = 45;
const CHECKED_AGO = 8;
const LICENSED_AGO = 5;
/** After so many licences of a table, this many numbers are not reported. */
const FORGOTTEN = [
  { after: 20, numbers: 3 },
  { after: 60, numbers: 1 },
] as const;

export const LISTING = { department: '国家税务总局青禾市税务局', category: 'serious-dishonesty' } as const;
export const CARELESS = { department: REGISTRAR, category: 'licence' } as const;

/** Those a decision of this category may be about: restrictions follow for one part of the city, and licences for the other. */
export function eligible(
  organisations: readonly Organisation[],
  category: CompiledCategory,
  catalogue: Catalogue,
): readonly Organisation[] {
  const spokenOf = (at: number) => at % ONE_IN === 0;
  if (category.checkedUnder !== undefined) return organisations.filter((_, at) => !spokenOf(at));
  return restricts(category, catalogue) ? organisations.filter((_, at) => spokenOf(at)) : organisations;
}

function restricts({ code }: CompiledCategory, catalogue: Catalogue): boolean {
  const matters = new Set(catalogue.categories().flatMap(({ checkedUnder = [] }) => checkedUnder));
  return catalogue
    .triggersOf(code)
    .some((trigger) =>
      catalogue
        .measuresOf(trigger.code)
        .some(({ measure, matters: of }) => measure.direction === 'restriction' && of.some((one) => matters.has(one))),
    );
}

type Scene = { draw: Draw; catalogue: Catalogue; organisations: readonly Organisation[]; numbers: Numbers };

/** The two, the same in every round. */
function planted({ organisations, catalogue }: Scene): [unchecked: Organisation, overridden: Organisation] {
  const list = catalogue.category(LISTING.category);
  if (list === undefined) throw new Error('the catalogue of the city knows lists');
  const [first, second] = eligible(organisations, list, catalogue).filter(
    ({ kind, status }) => kind === '企业法人' && status === '存续',
  );
  if (first === undefined || second === undefined) throw new Error('the city has enterprises');
  return [first, second];
}

/** Rows that a department adds to its table of a round. */
export function plantedRows(
  scene: Scene,
  {
    department,
    category,
    sentOn,
    ago,
    number,
  }: { department: Department; category: CompiledCategory; sentOn: string; ago: number; number: number },
): Row[] {
  const row = {
    draw: scene.draw,
    catalogue: scene.catalogue,
    numbers: scene.numbers,
    department,
    category,
    sentOn,
    number,
  };
  const about = (decidedOn: string) =>
    planted(scene).map((organisation) => makeRow({ ...row, organisation, decidedOn }));
  if (department.name === LISTING.department && category.code === LISTING.category && ago === LISTED_AGO)
    return about(addDays(sentOn, -2));
  if (department.code === CARELESS.department && category.code === CARELESS.category && ago < LICENSED_AGO)
    return about(addDays(sentOn, ago - LICENSED_AGO));
  return [];
}

/** Before the row at this place of a table is made, some numbers of its series may be given to decisions nobody reports. */
export function forgetNumbers(
  { numbers }: Scene,
  {
    department,
    category,
    sentOn,
    ago,
    at,
  }: { department: Department; category: CompiledCategory; sentOn: string; ago: number; at: number },
): void {
  if (department.code !== CARELESS.department || category.code !== CARELESS.category || ago >= LICENSED_AGO) return;
  for (const { after, numbers: count } of FORGOTTEN)
    if (at === after) numbers.skip(seriesOf(department, category), sentOn.slice(0, 4), count);
}

/** A desk asks, is told of the measures, and puts them aside with reason and approval. */
export async function checkAndOverride(system: System, scene: Scene, today: string): Promise<void> {
  const then = { ...system, clock: () => new Date(`${addDays(today, -CHECKED_AGO)}T02:30:00Z`) };
  const [, organisation] = planted(scene);
  const agency = DEPARTMENTS[0]?.code ?? CARELESS.department;
  const act = { actor: '芒种', agency, purpose: 'licensing', now: then.clock() };
  const law = matterInForce(scene.catalogue, 'licensing');
  const answer = await answerChecks(system.pool)(act, law, {
    matter: 'licensing',
    subjects: [{ code: organisation.code }],
  });
  if (isRefusal(answer)) throw new Error(answer.detail);
  const [result] = answer.results;
  const measures = new Set(result?.measures.map(({ measure }) => measure));
  const told = await giveFeedback(system, act, {
    checkId: answer.checkId,
    token: result?.feedbackToken ?? '',
    outcomes: [...measures].map((measure) => ({
      measure,
      outcome: 'overridden',
      reason: '许可延续，涉及在建民生工程，经集体研究',
      approvedBy: '分管负责人',
    })),
  });
  if (isRefusal(told)) throw new Error(told.detail);
}
