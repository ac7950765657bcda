export { endListing, type ListingEnding } from './end-listing.ts';
export { listJobs } from './jobs.ts';
export { listRoutesUnder } from './routes.ts';
export { LISTING } from './rules.ts';
