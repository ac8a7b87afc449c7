import { useEffect, useRef, useState } from 'react';
import type { PagePlatform, PageTrafficEntry } from '../page-api.js';
import type { Connection } from './connection.js';
import { CloseIcon } from './icons.js';
import { JsonTree } from './json-tree.js';
import { platformNames, platformOf } from './platform.js';

const keptEntries = 400;
const nothing = { slack: 0, teams: 0 };

/** Each platform numbers its own requests. */
function keyOf(entry: PageTrafficEntry): string {
  return `${platformOf(entry)}-${entry.number}`;
}

function lastOf(
  entries: PageTrafficEntry[],
  platform: PagePlatform,
  before: Record<PagePlatform, number>,
): number {
  return entries.findLast((entry) => platformOf(entry) === platform)?.number ?? before[platform];
}

/** Everything said in both directions so far; looks again whenever `changes` counts on, and anew after a reset. */
export function useTraffic(
  connection: Connection,
  changes: number,
  resets: number,
  open: boolean,
): PageTrafficEntry[] {
  const [entries, setEntries] = useState<PageTrafficEntry[]>([]);
  const known = useRef({ resets, last: nothing });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` is when to look again
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    const anew = known.current.resets !== resets;
    const after = anew ? nothing : known.current.last;
    connection
      .traffic(after)
      .then((found) => {
        if (!wanted) return;
        const last = { slack: lastOf(found, 'slack', after), teams: lastOf(found, 'teams', after) };
        known.current = { resets, last };
        setEntries((before) => {
          const kept = anew ? [] : before;
          const read = new Set(kept.map(keyOf));
          const news = found.filter((entry) => !read.has(keyOf(entry)));
          return [...kept, ...news].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-keptEntries);
        });
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [connection, changes, resets, open]);
  return entries;
}

/** Who asked whom. */
function arrowOf(entry: PageTrafficEntry): string {
  const platform = platformNames[platformOf(entry)];
  return entry.direction === 'to bot' ? `${platform} → bot` : `Bot → ${platform}`;
}

const slackArrows = ['Slack → bot', 'Bot → Slack'];
const teamsArrows = ['Teams → bot', 'Bot → Teams'];

function matches(entry: PageTrafficEntry, arrow: string, words: string): boolean {
  if (arrow && arrowOf(entry) !== arrow) return false;
  if (!words) return true;
  const all = `${entry.what} ${entry.status} ${JSON.stringify([entry.request, entry.response])}`;
  return all.toLowerCase().includes(words.toLowerCase());
}

function Entry({ entry, chosen, onChoose }: { entry: PageTrafficEntry; chosen: boolean; onChoose(): void }) {
  const failed = entry.status === undefined || entry.status >= 400;
  return (
    <button
      type="button"
      className="traffic-entry"
      aria-pressed={chosen}
      data-traffic={keyOf(entry)}
      data-direction={entry.direction}
      onClick={onChoose}
    >
      <span className="traffic-time">{new Date(entry.at).toLocaleTimeString('en-GB')}</span>
      <span className={`traffic-arrow traffic-${entry.direction.replace(' ', '-')}`}>{arrowOf(entry)}</span>
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

function Detail({ entry }: { entry: PageTrafficEntry | undefined }) {
  if (!entry) return <p className="empty">Choose a request to read it.</p>;
  return (
    <div className="traffic-detail" data-traffic-detail={keyOf(entry)}>
      <h3>Request</h3>
      <JsonTree value={entry.request} />
      <h3>Response</h3>
      <JsonTree value={entry.response} />
    </div>
  );
}

/** A drawer with each request between the simulated platforms and the bot. */
export function Inspector({ entries, onClose }: { entries: PageTrafficEntry[]; onClose(): void }) {
  const [arrow, setArrow] = useState('');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string>();
  const mixed = entries.some((entry) => platformOf(entry) === 'teams');
  const arrows = mixed ? [...slackArrows, ...teamsArrows] : slackArrows;
  const shown = entries.filter((entry) => matches(entry, arrow, words)).reverse();
  return (
    <aside className="inspector" aria-label="Inspector">
      <header className="inspector-head">
        <h2>Inspector</h2>
        <span className="quiet">
          {shown.length} of {entries.length} requests, newest first
        </span>
        <span className="select select-small">
          <select aria-label="Direction" value={arrow} onChange={(event) => setArrow(event.target.value)}>
            <option value="">Both directions</option>
            {arrows.map((words) => (
              <option key={words}>{words}</option>
            ))}
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
              key={keyOf(entry)}
              entry={entry}
              chosen={keyOf(entry) === chosen}
              onChoose={() => setChosen(keyOf(entry))}
            />
          ))}
        </div>
        <Detail entry={entries.find((entry) => keyOf(entry) === chosen)} />
      </div>
    </aside>
  );
}
