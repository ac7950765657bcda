import {
  BLANK_KINDS,
  BLOCK_WORDS,
  type Blank,
  type BlankKind,
  type Paper,
  type PaperBlock,
  partsOfWords,
} from '../paper-shape.ts';
import { type Draft, each } from './draft.ts';
import type { Finding, FindingCode } from './finding.ts';

type Found = (at: string, code: FindingCode, message: string) => void;
type Words = { at: string; words: string; when?: string | undefined };
/** A place of a paper that names a blank. `sure`: the paper cannot do without it there, so it must not be optional. */
type Use = { at: string; id: string; kinds: readonly BlankKind[]; sure: boolean };

const IN_WORDS: readonly BlankKind[] = ['text', 'date'];
/** Whatever looks like the mark of a blank and is none. */
const STRAY = /\{\{|\}\}|_{3,}/;

/** A paper says every word it will say: each blank is declared, used, of the right kind, and present where it must be. */
export function papersAmiss(draft: Draft): Finding[] {
  return each(draft, 'papers', (paper, found) => {
    const blanks = declared(paper, found);
    for (const { at, block } of blocksOf(paper)) oneWord(at, block, found);
    strayMarks(paper, found);
    const uses = usesOf(paper);
    for (const use of uses) judge(use, blanks.get(use.id), found);
    const used = new Set(uses.map(({ id }) => id));
    for (const [index, { id }] of paper.blanks.entries())
      if (!used.has(id)) found(`/blanks/${index}/id`, 'unused-blank', `填空“${id}”没有用到，请写入正文或者删去。`);
  });
}

function declared({ blanks }: Paper, found: Found): Map<string, Blank> {
  const byId = new Map<string, Blank>();
  for (const [index, blank] of blanks.entries()) {
    if (byId.has(blank.id)) found(`/blanks/${index}/id`, 'twice', `填空“${blank.id}”写了两次，请改名。`);
    byId.set(blank.id, blank);
    if ((blank.kind === 'table') !== (blank.columns !== undefined))
      found(`/blanks/${index}/columns`, 'wrong-blank', '表格填空须写 columns，其他填空不得写，请改写。');
  }
  return byId;
}

function judge({ at, id, kinds, sure }: Use, blank: Blank | undefined, found: Found): void {
  if (blank === undefined) {
    found(at, 'unknown-blank', `没有声明填空“${id}”，请在 blanks 中补写或者改正。`);
  } else if (!kinds.includes(blank.kind)) {
    found(at, 'wrong-blank', `填空“${id}”的种类是 ${blank.kind}，此处只能用 ${kinds.join('、')}，请改写。`);
  } else if (sure && blank.optional === true) {
    found(at, 'wrong-blank', `填空“${id}”可以不填，用到它的地方须写 when: ${id}，或者把它改为必填。`);
  }
}

function* blocksOf({ body, acknowledgement }: Paper): Generator<{ at: string; block: PaperBlock }> {
  for (const [index, block] of body.entries()) yield { at: `/body/${index}`, block };
  for (const [index, block] of (acknowledgement?.body ?? []).entries())
    yield { at: `/acknowledgement/body/${index}`, block };
}

function oneWord(at: string, block: PaperBlock, found: Found): void {
  const said = BLOCK_WORDS.filter((word) => block[word] !== undefined);
  if (said.length !== 1) found(at, 'shape', `一段只能写 ${BLOCK_WORDS.join('、')} 中的一项，请改写。`);
  for (const { when, unless } of [block, ...(block.form ?? [])])
    if (when !== undefined && unless !== undefined) found(at, 'shape', 'when 和 unless 只能写一个，请改写。');
}

function usesOf(paper: Paper): Use[] {
  const { number, signature } = paper;
  return [
    ...(number === undefined ? [] : [{ at: '/number', id: number, kinds: ['text' as const], sure: true }]),
    { at: '/signature/agency', id: signature.agency, kinds: ['text'], sure: true },
    { at: '/signature/date', id: signature.date, kinds: ['date'], sure: true },
    ...[...blocksOf(paper)].flatMap(usesOfBlock),
  ];
}

function usesOfBlock({ at, block }: { at: string; block: PaperBlock }): Use[] {
  const named = (['list', 'table'] as const).flatMap((word) => {
    const id = block[word];
    return id === undefined ? [] : [{ at: `${at}/${word}`, id, kinds: [word], sure: id !== block.when }];
  });
  const inWords = wordsOf(at, block).flatMap(({ at: place, words, when }) =>
    partsOfWords(words).flatMap(({ blank }) =>
      blank === undefined ? [] : [{ at: place, id: blank, kinds: IN_WORDS, sure: ![when, block.when].includes(blank) }],
    ),
  );
  const rows = (block.form ?? []).map((row, index) => ({ at: `${at}/form/${index}`, ...row }));
  const conditions = [{ at, ...block }, ...rows].flatMap((place) =>
    (['when', 'unless'] as const).flatMap((word) => {
      const id = place[word];
      return id === undefined ? [] : [{ at: `${place.at}/${word}`, id, kinds: BLANK_KINDS, sure: false }];
    }),
  );
  return [...named, ...inWords, ...conditions];
}

function wordsOf(at: string, block: PaperBlock): Words[] {
  const lines = (['addressee', 'heading', 'text'] as const).flatMap((word) => {
    const words = block[word];
    return words === undefined ? [] : [{ at: `${at}/${word}`, words }];
  });
  const cells = (block.form ?? []).flatMap(({ value, when }, index) =>
    value === undefined ? [] : [{ at: `${at}/form/${index}/value`, words: value, when }],
  );
  return [...lines, ...cells];
}

function strayMarks(paper: Paper, found: Found): void {
  const { title, signature, acknowledgement } = paper;
  const fixed: Words[] = [
    { at: '/title', words: title },
    { at: '/signature/seal', words: signature.seal },
    ...(acknowledgement === undefined ? [] : [{ at: '/acknowledgement/title', words: acknowledgement.title }]),
    ...[...blocksOf(paper)].flatMap(({ at, block }) =>
      (block.form ?? []).map(({ label }, index) => ({ at: `${at}/form/${index}/label`, words: label })),
    ),
  ];
  for (const { at, words } of fixed) if (STRAY.test(words)) found(at, 'unknown-blank', '此处不能有填空，请改写。');
  for (const { at, words } of [...blocksOf(paper)].flatMap(({ at, block }) => wordsOf(at, block)))
    if (partsOfWords(words).some((part) => STRAY.test(part.words)))
      found(at, 'unknown-blank', '填空须写作 {{代码}}，此处写法有误，请改写。');
}
