export { correctionJobsUnder } from './jobs.ts';
export { noticesShown, type ShownNotice } from './notices/notices-shown.ts';
export { correctionRoutesUnder } from './routes.ts';
export { correctionTasks } from './tasks.ts';
