import assert from 'node:assert/strict';

/** A strip of the page that is never cut: a line, a row, a gap. */
export type Strip = {
  readonly height: number;
  readonly draw: (top: number) => void;
  /** Stays on the page of the strip after it. */
  readonly keep?: boolean;
  /** White space, which no page begins with. */
  readonly gap?: boolean;
  /** Begins a page. */
  readonly turn?: boolean;
  /** Drawn again above it where it begins a page: the headings of its table. */
  readonly under?: Strip;
};
export type Placed = { readonly strip: Strip; readonly top: number };

/** Bounds on a paper's length hold it far below. */
const MOST_PAGES = 300;

/** Strips one below the other, page by page; what keeps together moves as one, unless it is higher than a page. */
export function paginate(strips: readonly Strip[], height: number): Placed[][] {
  const pages: Placed[][] = [[]];
  let top = 0;
  const place = (strip: Strip) => {
    pages.at(-1)?.push({ strip, top });
    top += strip.height;
  };
  const turn = () => {
    pages.push([]);
    top = 0;
    assert(pages.length <= MOST_PAGES, 'the bounds of a paper hold its pages down');
  };
  for (const group of groupsOf(strips)) {
    const wanted = group.reduce((sum, strip) => sum + strip.height, 0);
    const begun = () => (pages.at(-1)?.length ?? 0) > 0;
    if (begun() && (group[0]?.turn === true || (top + wanted > height && wanted <= height))) turn();
    for (const strip of group) {
      if (begun() && top + strip.height > height) turn();
      if (!begun() && strip.gap === true) continue;
      if (!begun() && strip.under !== undefined) place(strip.under);
      place(strip);
    }
  }
  return pages;
}

function groupsOf(strips: readonly Strip[]): Strip[][] {
  const groups: Strip[][] = [];
  let open = false;
  for (const strip of strips) {
    if (open) groups.at(-1)?.push(strip);
    else groups.push([strip]);
    open = strip.keep === true;
  }
  return groups;
}
