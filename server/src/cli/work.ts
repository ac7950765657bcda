import { appJobs } from '../app.ts';
import { openJournalKeys, startSequencer } from '../domain/journal/index.ts';
import { startWorker } from '../platform/jobs/worker.ts';
import { openSystem } from './open-system.ts';
import { signalToStop } from './signal-to-stop.ts';
import { EXIT, verb } from './verb.ts';

export const work = verb({
  name: 'work',
  summary: '只做后台作业,供第二台机器使用',
  usage: '[--data ./data]',
  options: {},
  positionals: [0, 0],
  run: async ({ config, io }) => {
    const stopping = signalToStop(io.env);
    const system = await openSystem({ config, say: io.err });
    if ('message' in system) {
      io.err(system.message);
      return EXIT.failed;
    }
    const keys = openJournalKeys(config, system.secrets);
    if ('refused' in keys) {
      io.err(keys.message);
      await system.database.close();
      return EXIT.failed;
    }
    const sequencer = startSequencer(system, keys);
    try {
      const worker = await startWorker(system, appJobs());
      io.err('后台作业已开始。');
      await stopping;
      await worker.stop();
      return EXIT.done;
    } finally {
      await sequencer.stop();
      await system.database.close();
    }
  },
});
