import { join, resolve } from 'node:path';

/** Where everything of the embedded mongod lies. */
export interface EmbeddedFiles {
  dbPath: string;
  state: string;
  lock: string;
  log: string;
}

export function embeddedFiles(dataDir: string): EmbeddedFiles {
  const folder = resolve(dataDir);
  return {
    dbPath: join(folder, 'mongo'),
    state: join(folder, 'mongod.json'),
    lock: join(folder, 'mongod.start-lock'),
    log: join(folder, 'mongod.log'),
  };
}
