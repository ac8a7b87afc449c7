import { partTitles, type Seat } from './seat.js';
import { SeatPane } from './seat-pane.js';
import { PersonMenu } from './switchers.js';
import type { Snapshot, Workspace } from './workspace.js';

interface ColumnProps {
  seat: Seat;
  step: number;
  snapshot: Snapshot;
  workspace: Workspace;
  onMove(seat: Seat): void;
}

function Column({ seat, step, snapshot, workspace, onMove }: ColumnProps) {
  const state = snapshot.views.get(seat.person);
  if (!state) return <section className="column column-waiting" aria-busy="true" />;
  const part = state.me.part;
  return (
    <section
      className="column"
      data-person={seat.person}
      data-part={part || 'bystander'}
      aria-label={`As ${state.me.name}`}
    >
      <header className="column-head">
        <p className="column-part">
          <span className="column-step">{step}</span>
          {partTitles[part] ?? 'Bystander'}
        </p>
        <PersonMenu state={state} onChoose={(person) => onMove({ person })} />
      </header>
      <SeatPane
        key={`${seat.person}/${snapshot.resets}`}
        seat={seat}
        state={state}
        workspace={workspace}
        narrow
        onMove={onMove}
      />
    </section>
  );
}

interface JourneyViewProps {
  seats: Seat[];
  snapshot: Snapshot;
  workspace: Workspace;
  onMove(index: number, seat: Seat): void;
}

/** The journey at a glance: partner, rep and program manager next to each other, each a different person. */
export function JourneyView({ seats, snapshot, workspace, onMove }: JourneyViewProps) {
  return (
    <main id="main" className="journey" tabIndex={-1}>
      {seats.map((seat, index) => (
        <Column
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the row
          key={index}
          seat={seat}
          step={index + 1}
          snapshot={snapshot}
          workspace={workspace}
          onMove={(moved) => onMove(index, moved)}
        />
      ))}
    </main>
  );
}
