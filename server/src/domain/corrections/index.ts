export { correctionJobsUnder } from './jobs.ts';
export { correctionRoutesUnder } from './routes.ts';
export { correctionTasks } from './tasks.ts';
