import type { Clock } from '../../clock.js';
import type { OpenStore } from '../world.js';
import { skewVerdict } from './clock-skew.js';
import type { ServerFacts } from './ports.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

/** Opening may start the built-in database, and a first start may download it. */
const OPEN_LIMIT_MS = 120_000;

/** Opens the database; `store` is there when it answers. The caller closes it. */
export async function openDatabase(
  open: () => Promise<OpenStore>,
): Promise<{ reached: Checked; store?: OpenStore }> {
  let store: OpenStore | undefined;
  let given = false;
  const reached = await checked(
    'database',
    async () => {
      const opened = await open().catch((error: Error) => error);
      if (opened instanceof Error) return problem(opened.message.replace(/\.$/, ''), UNREACHABLE);
      // Nobody waits any more: what came late is put away.
      if (given) await opened.close();
      else store = opened;
      return ok(`answers at ${opened.place}`);
    },
    OPEN_LIMIT_MS,
  );
  given = true;
  return { reached, ...(store ? { store } : {}) };
}

const UNREACHABLE =
  'Start MongoDB, correct MONGODB_URI (and who may connect from here), or leave it out for the built-in one';

export async function databaseChecks(store: OpenStore | undefined, clock: Clock): Promise<Checked[]> {
  let server: ServerFacts | undefined;
  let asked = clock.now();
  let answered = asked;
  const needed = (work: (store: OpenStore) => Promise<Verdict> | Verdict) => () =>
    store ? work(store) : skipped('the database does not answer');
  return [
    await checked(
      'database replica set',
      needed(async (open) => {
        asked = clock.now();
        server = await open.server();
        answered = clock.now();
        return replicaSet(server);
      }),
    ),
    await checked(
      'database write',
      needed(async (open) => {
        await open.tryWrite();
        return ok('a majority of its servers confirmed one, which was taken out again');
      }),
    ),
    await checked(
      'database clock',
      needed(() =>
        server ? skewVerdict(server.time, asked, answered) : skipped('it did not tell its time'),
      ),
    ),
  ];
}

function replicaSet({ kind, name, version }: ServerFacts): Verdict {
  if (kind !== 'standalone') return ok(`${kind}${name ? ` ${name}` : ''}, MongoDB ${version}`);
  return problem(
    `MongoDB ${version} runs alone, without change streams and transactions`,
    'Start it with --replSet NAME and run rs.initiate() once; one server is enough',
  );
}
