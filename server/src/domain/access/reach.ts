import type { Reach } from '../../platform/http/caller.ts';

/** Of which agency, in which region, about which subject something is. */
export type Place = { agency?: string; region?: string; subjectId?: string };

/** Whether something lies within a reach. What lies beyond is answered as if it did not exist (decision 0015). */
export function reaches(reach: Reach, place: Place): boolean {
  switch (reach.over) {
    case 'all':
      return true;
    case 'region':
      return place.region !== undefined && regionCovers(reach.region, place.region);
    case 'agency':
      return place.agency === reach.agency;
    case 'subject':
      return place.subjectId === reach.subjectId;
    case 'own':
    case 'published':
      return false;
  }
}

/** GB/T 2260: 990100 covers 990102, 990000 both; 990102 covers itself alone. */
export function regionCovers(outer: string, inner: string): boolean {
  return inner.startsWith(outer.replace(/(00){1,2}$/, ''));
}
