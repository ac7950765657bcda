export { correctionJobsUnder } from './jobs.ts';
export { consent } from './notices/consent.ts';
export { noticesShown, type ShownNotice } from './notices/notices-shown.ts';
export { publishNotice } from './notices/publish-notice.ts';
export { correctionRoutesUnder } from './routes.ts';
export { correctionTasks } from './tasks.ts';
