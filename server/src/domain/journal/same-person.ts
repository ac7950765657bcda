const WHITE_SPACE = /\p{White_Space}/gu;

/**
 * Four eyes: whether two actors of acts are one. Names are compared as a clerk types them, so that a space or a wide
 * letter makes no second person. Two keys are two registered systems and never a person.
 */
export function isSamePerson(actor: string, other: string): boolean {
  return folded(actor) === folded(other);
}

function folded(actor: string): string {
  return actor.normalize('NFKC').replace(WHITE_SPACE, '').toLowerCase();
}
