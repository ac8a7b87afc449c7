import type { ActResult, AnyAct, PageState, PageTrafficEntry, TimeJump } from '../page-api.js';

/** The last number read of each platform; 0 for none. */
export interface TrafficRead {
  slack: number;
  teams: number;
}

/** The page's way to the playground server, which is its own origin. Every method rejects when it cannot be reached. */
export interface Connection {
  /** The workspace as `person` sees it; without a person, as whoever the server offers first. */
  state(person?: string): Promise<PageState>;
  act(person: string, act: AnyAct): Promise<ActResult>;
  /** What went over the wire after these numbers, of both platforms by time. */
  traffic(after: TrafficRead): Promise<PageTrafficEntry[]>;
  reset(): Promise<void>;
  /** Lets time pass; resolves when all that was due on the way has happened. */
  jump(to: TimeJump): Promise<void>;
  /** Calls back at each change, and when the line opens or breaks. Returns how to stop. */
  changes(onChange: () => void, onLine: (open: boolean) => void): () => void;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const words = (await response.text()).slice(0, 300);
  throw new Error(`The playground answered ${response.status}${words ? `: ${words}` : ''}`);
}

async function readJson<T>(url: string): Promise<T> {
  const response = await answered(await fetch(url, { headers: { accept: 'application/json' } }));
  return (await response.json()) as T;
}

function post(url: string, body?: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body ?? {}) }).then(answered);
}

/** A connection over `fetch` and server-sent events. */
export function connect(): Connection {
  return {
    state: (person) => readJson(`/playground/state${person ? `?as=${encodeURIComponent(person)}` : ''}`),
    act: async (person, act) => {
      const response = await post('/playground/act', { as: person, act });
      return (await response.json()) as ActResult;
    },
    traffic: ({ slack, teams }) => readJson(`/playground/traffic?after=${slack}&afterTeams=${teams}`),
    reset: async () => {
      await post('/playground/reset');
    },
    jump: async (to) => {
      await post('/playground/clock', { to });
    },
    changes(onChange, onLine) {
      const source = new EventSource('/playground/changes');
      source.addEventListener('change', onChange);
      source.addEventListener('open', () => onLine(true));
      source.addEventListener('error', () => onLine(false));
      return () => source.close();
    },
  };
}
