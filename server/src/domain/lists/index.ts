export { endByPlan, holdListings } from './end-by-plan.ts';
export { endListing, type ListingEnding } from './end-listing.ts';
export { listJobs } from './jobs.ts';
export { listingOf } from './listing-of.ts';
export { reinstateListing } from './reinstate-listing.ts';
export { listRoutesUnder } from './routes.ts';
export { LISTING } from './rules.ts';
