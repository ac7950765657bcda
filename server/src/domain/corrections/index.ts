export { correctionJobsUnder } from './jobs.ts';
export { consent, withdrawConsent } from './notices/consent.ts';
export { noticesShown, type ShownNotice } from './notices/notices-shown.ts';
export { type OwnCorrection, ownCorrections } from './notices/own-corrections.ts';
export { publishNotice } from './notices/publish-notice.ts';
export { correctionRoutesUnder } from './routes.ts';
export { correctionTasks } from './tasks.ts';
