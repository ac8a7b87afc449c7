import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { connectStore, type Store } from '../store/connect.js';
import { ensureIndexes } from '../store/ensure-indexes.js';
import { startEmbeddedMongod } from '../store/mongod/embedded.js';

export interface OpenDatabase {
  store: Store;
  close(): Promise<void>;
}

/** The configured MongoDB, or the one we keep in DATA_DIR. Ready to use, with its indexes. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const embedded = config.mongodbUri
    ? undefined
    : await startEmbeddedMongod({ dataDir: config.dataDir, log: (line) => log.info(line) });
  try {
    const store = await connectStore({
      uri: config.mongodbUri ?? embedded?.uri ?? '',
      database: config.database,
    });
    await ensureIndexes(store);
    return {
      store,
      close: async () => {
        await store.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
