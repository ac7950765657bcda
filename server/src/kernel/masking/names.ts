import { inGivenName } from './given-names.ts';
import { doubtfulLatin, otherNames, unknownNames } from './other-names.ts';
import { type Reading, readText } from './reading.ts';
import { betweenNames, cellsBesideNames, namesByForm, siblingsOf } from './rows.ts';
import { type Neighbours, type Scored, type Shape, scoreName, shapeOf } from './score-name.ts';
import { surnameAt } from './surnames.ts';
import { overlaps, type Span, type Stretch } from './text-form.ts';

/** From here on a stretch is a name; between this and the next a person has to look. */
const CERTAIN = 3.0;
const POSSIBLE = 1.9;
/** A list gets longer by one name on each side in each round. */
const ROUNDS = 12;
const BEFORE_IN_A_LIST = /(?:[、,和与及跟同或]|以及)(?:[男女])?$/u;
const AFTER_IN_A_LIST = /^(?:[、,和与及跟同或]|以及)/u;
const IN_BRACKETS_BEFORE = /\([^()]{1,60}\)$/u;
const IN_BRACKETS_AFTER = /^\([^()]{1,60}\)/u;

export type Names = { certain: Stretch[]; possible: Stretch[] };

/** The names of natural persons in a half-width text, outside the stretches that stay. */
export function namesIn(text: string, stays: readonly Stretch[], numbers: readonly Span[]): Names {
  const reading = readText(text);
  const free = (stretch: Stretch) => !stays.some((kept) => overlaps(kept, stretch));
  const certain: Stretch[] = [...namesByForm(reading, numbers), ...otherNames(reading)].filter(free);
  const taken = (stretch: Stretch) => certain.some((name) => overlaps(name, stretch));
  let shapes = possibleShapes(reading).filter(free);
  let possible: Scored[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    shapes = shapes.filter((shape) => !taken(shape));
    const neighboursOf = listNeighbours(text, certain);
    const scored = shapes
      .map((shape): Scored => ({ ...shape, score: scoreName(reading, shape, neighboursOf(shape)) }))
      .filter(({ to, score }) => score >= POSSIBLE && !reading.runsIntoOrganisation(to));
    const best = withoutOverlaps(scored);
    const more = best.filter(({ score }) => score >= CERTAIN);
    possible = best.filter(({ score }) => score < CERTAIN);
    certain.push(...more);
    if (more.length === 0) break;
  }
  const beside = [...cellsBesideNames(reading, certain), ...betweenNames(reading, certain)];
  certain.push(...beside.filter((stretch) => free(stretch) && !taken(stretch)));
  certain.push(...certain.flatMap((name) => oneLonger(text, name)).filter(free));
  certain.push(...repeated(reading, certain).filter((stretch) => free(stretch) && !taken(stretch)));
  const unknown = [...unknownNames(reading), ...doubtfulLatin(reading)].filter(free);
  return { certain, possible: [...possible, ...unknown].filter((stretch) => !taken(stretch)) };
}

function possibleShapes(reading: Reading): Shape[] {
  const found: Shape[] = [];
  for (let from = 0; from < reading.text.length; from++) {
    const surname = surnameAt(reading.text, from);
    if (surname === null) continue;
    for (const given of [1, 2]) {
      const to = from + surname.length + given;
      const shape = to <= reading.text.length ? shapeOf(reading, { from, to }) : null;
      if (shape !== null) found.push(shape);
    }
  }
  return found;
}

/** How far a bracket with numbers and the like may keep two names of a list apart. */
const APART_AT_MOST = 70;

function listNeighbours(text: string, certain: readonly Stretch[]): (stretch: Stretch) => Neighbours {
  const ends = new Set(certain.map(({ to }) => to));
  const starts = new Set(certain.map(({ from }) => from));
  const hasSibling = siblingsOf(text, certain);
  return (stretch) => {
    const { from, to } = stretch;
    const joint = BEFORE_IN_A_LIST.exec(text.slice(Math.max(0, from - 3), from))?.[0].length ?? 0;
    const before = joint === 0 ? '' : text.slice(Math.max(0, from - joint - APART_AT_MOST), from - joint);
    const bracket = before.endsWith(')') ? (IN_BRACKETS_BEFORE.exec(before)?.[0].length ?? 0) : 0;
    const after = text.slice(to, to + APART_AT_MOST);
    const aside = after.startsWith('(') ? (IN_BRACKETS_AFTER.exec(after)?.[0].length ?? 0) : 0;
    const next = AFTER_IN_A_LIST.exec(after.slice(aside, aside + 3))?.[0].length ?? 0;
    return {
      before: (joint > 0 && ends.has(from - joint - bracket)) || hasSibling(stretch),
      after: next > 0 && starts.has(to + aside + next),
    };
  };
}

/** The best of those that overlap; of equals the longer. */
function withoutOverlaps(scored: readonly Scored[]): Scored[] {
  const inOrder = [...scored].sort(
    (one, other) => other.score - one.score || other.to - other.from - (one.to - one.from),
  );
  const kept: Scored[] = [];
  for (const stretch of inOrder) if (!kept.some((held) => overlaps(held, stretch))) kept.push(stretch);
  return kept;
}

const HAN_AT_THE_END = /^(\p{Script=Han})(?:$|[,。;:、(])/u;

/** 田中一|郎，: one character between a name and the end of the clause, which names hold, is its last one. */
function oneLonger(text: string, { from, to }: Stretch): Stretch[] {
  const last = HAN_AT_THE_END.exec(text.slice(to, to + 2))?.[1];
  const isShort = to - from === 3 && /^\p{Script=Han}{3}$/u.test(text.slice(from, to));
  return last !== undefined && isShort && inGivenName(last) === 'usual' ? [{ from, to: to + 1 }] : [];
}

/** A name found once is a name wherever it stands again, unless it is part of an organisation's. */
function repeated({ text, runsIntoOrganisation }: Reading, certain: readonly Stretch[]): Stretch[] {
  const spelt = new Set(certain.map(({ from, to }) => text.slice(from, to)));
  return [...spelt].flatMap((name) => {
    const found: Stretch[] = [];
    for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + name.length)) {
      const to = from + name.length;
      if (!runsIntoOrganisation(to)) found.push({ from, to });
    }
    return found;
  });
}
