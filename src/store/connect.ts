import type { Db, MongoClient } from 'mongodb';
import { type Connection, Mongoose } from 'mongoose';
import { storeError } from './store-error.js';

export interface Store {
  /** Schemas and single aggregates. Its models filter and check queries: see `connectStore`. */
  connection: Connection;
  /** The driver's view of the same database, for relay, sweeps and roll-ups. It filters nothing. */
  db: Db;
  client: MongoClient;
  /** Whether the server answers within 2 s. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** A replica set's or sharded cluster's connection string (change streams and transactions need one). */
  uri: string;
  /** `desk` for real data, `playground` for play; a random name in tests. Wins over a name in the uri. */
  database: string;
  /** Name shown in the server's own lists of connections. */
  appName?: string;
}

/** How long an operation waits for a server it can use. Slack gives three seconds for everything. */
const SELECTION_MS = 2_000;
/** A server that falls silent is noticed after one heartbeat that goes unanswered for `CONNECT_MS`. */
const HEARTBEAT_MS = 1_000;
const CONNECT_MS = 1_000;
/** Longest silence within one answer. Index builds and rebuilds of roll-ups may take this long. */
const SOCKET_MS = 30_000;
const PING_MS = 2_000;

/**
 * Connects to one database. What is written is on a majority of the servers and in their journal when it is
 * acknowledged. Operations fail fast, with errors that `storeError` knows: within about 2 s when the server is known
 * to be gone or silent; one under way when it falls silent fails within about 5.5 s (2.5 s to notice, then one retry),
 * so whoever must answer in 3 s keeps a deadline of their own. Nothing is queued for later (`bufferCommands`).
 * Models reject unknown query paths (`strictQuery: 'throw'`) and operators smuggled into values (`sanitizeFilter`);
 * neither covers `bulkWrite`, `aggregate` or `db`. Indexes are built only when asked for (`autoIndex` is off).
 * @throws StoreUnavailable if no server answers within about 2 s
 */
export async function connectStore({
  uri,
  database,
  appName = 'referral-desk',
}: StoreOptions): Promise<Store> {
  const mongoose = new Mongoose();
  mongoose.set({ sanitizeFilter: true, strictQuery: 'throw', autoIndex: false, autoCreate: false });
  const connection = mongoose.createConnection(uri, {
    dbName: database,
    appName,
    bufferCommands: false,
    serverSelectionTimeoutMS: SELECTION_MS,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    connectTimeoutMS: CONNECT_MS,
    socketTimeoutMS: SOCKET_MS,
    waitQueueTimeoutMS: SELECTION_MS,
    writeConcern: { w: 'majority', journal: true },
    // A secondary may be behind; what is decided upon must be what was last written.
    readPreference: 'primary',
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => {});
    throw storeError(error);
  }
  const client = connection.getClient();
  const db = client.db(database);
  return {
    connection,
    db,
    client,
    ping: () => answers(db),
    close: () => connection.close(),
  };
}

async function answers(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PING_MS, false);
  });
  const answer = db.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
