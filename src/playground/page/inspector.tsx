import { useEffect, useRef, useState } from 'react';
import type { TrafficEntry } from '../page-api.js';
import type { Connection } from './connection.js';
import { CloseIcon } from './icons.js';
import { JsonTree } from './json-tree.js';

const keptEntries = 400;

/** Everything said in both directions so far; looks again whenever `changes` counts on, and anew after a reset. */
export function useTraffic(
  connection: Connection,
  changes: number,
  resets: number,
  open: boolean,
): TrafficEntry[] {
  const [entries, setEntries] = useState<TrafficEntry[]>([]);
  const known = useRef({ resets, last: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` is when to look again
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    const anew = known.current.resets !== resets;
    const after = anew ? 0 : known.current.last;
    connection
      .traffic(after)
      .then((found) => {
        if (!wanted) return;
        known.current = { resets, last: found.at(-1)?.number ?? after };
        setEntries((before) => {
          const kept = anew ? [] : before;
          const last = kept.at(-1)?.number ?? 0;
          return [...kept, ...found.filter((entry) => entry.number > last)].slice(-keptEntries);
        });
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [connection, changes, resets, open]);
  return entries;
}

const arrows = { 'to bot': 'Slack → bot', 'to slack': 'Bot → Slack' };

function matches(entry: TrafficEntry, direction: string, words: string): boolean {
  if (direction && entry.direction !== direction) return false;
  if (!words) return true;
  const all = `${entry.what} ${entry.status} ${JSON.stringify([entry.request, entry.response])}`;
  return all.toLowerCase().includes(words.toLowerCase());
}

function Entry({ entry, chosen, onChoose }: { entry: TrafficEntry; chosen: boolean; onChoose(): void }) {
  const failed = entry.status === undefined || entry.status >= 400;
  return (
    <button
      type="button"
      className="traffic-entry"
      aria-pressed={chosen}
      data-traffic={entry.number}
      data-direction={entry.direction}
      onClick={onChoose}
    >
      <span className="traffic-time">{new Date(entry.at).toLocaleTimeString('en-GB')}</span>
      <span className={`traffic-arrow traffic-${entry.direction.replace(' ', '-')}`}>
        {arrows[entry.direction]}
      </span>
      <span className="traffic-what clipped" title={entry.what}>
        {entry.what}
      </span>
      <span className={failed ? 'traffic-status traffic-failed' : 'traffic-status'}>
        {entry.status ?? 'no answer'}
      </span>
      <span className="traffic-ms">{Math.round(entry.milliseconds)} ms</span>
    </button>
  );
}

function Detail({ entry }: { entry: TrafficEntry | undefined }) {
  if (!entry) return <p className="empty">Choose a request to read it.</p>;
  return (
    <div className="traffic-detail" data-traffic-detail={entry.number}>
      <h3>Request</h3>
      <JsonTree value={entry.request} />
      <h3>Response</h3>
      <JsonTree value={entry.response} />
    </div>
  );
}

/** A drawer with each request between the simulated Slack and the bot. */
export function Inspector({ entries, onClose }: { entries: TrafficEntry[]; onClose(): void }) {
  const [direction, setDirection] = useState('');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<number>();
  const shown = entries.filter((entry) => matches(entry, direction, words)).reverse();
  return (
    <aside className="inspector" aria-label="Inspector">
      <header className="inspector-head">
        <h2>Inspector</h2>
        <span className="quiet">
          {shown.length} of {entries.length} requests, newest first
        </span>
        <span className="select select-small">
          <select
            aria-label="Direction"
            value={direction}
            onChange={(event) => setDirection(event.target.value)}
          >
            <option value="">Both directions</option>
            <option value="to bot">Slack → bot</option>
            <option value="to slack">Bot → Slack</option>
          </select>
        </span>
        <input
          className="text-input inspector-filter"
          type="search"
          aria-label="Filter requests"
          placeholder="Filter: chat.postMessage, C0…, error"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="button" className="icon-button" aria-label="Close the inspector" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className="inspector-body">
        <div className="traffic-list">
          {shown.length === 0 && <p className="empty">Nothing yet. Press something.</p>}
          {shown.map((entry) => (
            <Entry
              key={entry.number}
              entry={entry}
              chosen={entry.number === chosen}
              onChoose={() => setChosen(entry.number)}
            />
          ))}
        </div>
        <Detail entry={entries.find((entry) => entry.number === chosen)} />
      </div>
    </aside>
  );
}
