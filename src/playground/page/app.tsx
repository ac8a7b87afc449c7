import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ViewValues } from '../page-api.js';
import { type Arrangement, useArrangement } from './arrangement.js';
import { pointAtPlaceOf } from './channel/point-at.js';
import { ConfirmationProvider, useConfirmation } from './confirmation.js';
import type { Connection } from './connection.js';
import { DeskView } from './desk-view.js';
import { Guide } from './guide.js';
import { Inspector, useTraffic } from './inspector.js';
import { JourneyView } from './journey-view.js';
import { Modal } from './modal/modal.js';
import { isMixed } from './platform.js';
import type { Seat } from './seat.js';
import { TeamsDialog } from './teams/dialog.js';
import { TopBar } from './top-bar.js';
import type { Snapshot, Workspace } from './workspace.js';

interface AppProps {
  connection: Connection;
  workspace: Workspace;
}

function seatsShown(arrangement: Arrangement): Seat[] {
  return arrangement.mode === 'side by side' ? arrangement.columns : [arrangement.desk];
}

/** The modal or dialog of the first person shown who has one. */
function OpenModal({
  seats,
  snapshot,
  workspace,
}: {
  seats: Seat[];
  snapshot: Snapshot;
  workspace: Workspace;
}) {
  const typed = useRef(new Map<string, ViewValues>());
  const state = seats
    .map((seat) => snapshot.views.get(seat.person))
    .find((view) => view?.modal ?? view?.dialog);
  if (!state) return null;
  const column = document.querySelector(`.column[data-person="${CSS.escape(state.me.id)}"]`);
  const at = column?.getBoundingClientRect();
  const centre = at && at.left + at.width / 2;
  const { modal, dialog } = state;
  if (dialog) {
    const key = `${state.me.id}/${dialog.dialogId}`;
    return <TeamsDialog key={key} dialog={dialog} state={state} workspace={workspace} centre={centre} />;
  }
  return modal ? (
    <Modal
      key={`${state.me.id}/${modal.viewId}`}
      modal={modal}
      state={state}
      workspace={workspace}
      typed={typed.current}
      centre={centre}
    />
  ) : null;
}

const guideKey = 'playground guide closed';

function useGuide(): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => {
    try {
      return localStorage.getItem(guideKey) === null;
    } catch {
      return true;
    }
  });
  const remember = (now: boolean) => {
    setOpen(now);
    try {
      if (!now) localStorage.setItem(guideKey, 'yes');
    } catch {
      // It opens again next time, then.
    }
  };
  return [open, remember];
}

const resetQuestion = {
  title: { type: 'plain_text', text: 'Reset the playground?' },
  text: {
    type: 'plain_text',
    text: 'Messages and referrals return to how they were at the first start. What you did here is lost.',
  },
  confirm: { type: 'plain_text', text: 'Reset' },
  deny: { type: 'plain_text', text: 'Keep everything' },
  style: 'danger',
};

function Page({ connection, workspace }: AppProps) {
  const snapshot = useSyncExternalStore(workspace.subscribe, workspace.snapshot);
  const first = snapshot.views.values().next().value;
  const { arrangement, change } = useArrangement(first);
  const [inspecting, setInspecting] = useState(false);
  const [guiding, setGuiding] = useGuide();
  const confirm = useConfirmation();
  const traffic = useTraffic(connection, snapshot.changes, snapshot.resets, inspecting);
  // Only people who are shown are kept fresh; whoever was first may be so no more.
  const shown = arrangement ? seatsShown(arrangement) : [];
  const fresh = shown.map(({ person }) => snapshot.views.get(person)).find((view) => view !== undefined);
  const watched = [...new Set(shown.map((seat) => seat.person))].join();
  useEffect(() => workspace.watch(watched ? watched.split(',') : []), [workspace, watched]);
  if (!arrangement || !first) return <Waiting failure={snapshot.failure} />;

  const move = (index: number, seat: Seat) =>
    change({ columns: arrangement.columns.map((old, at) => (at === index ? seat : old)) });
  const show = (person: string) => {
    const index = arrangement.columns.findIndex((seat) => seat.person === person);
    if (arrangement.mode === 'one person') change({ desk: { person } });
    else if (index < 0) move(0, { person });
    // The person may have to be drawn first.
    setTimeout(() => pointAtPlaceOf(person), 150);
  };
  const reset = async () => {
    if (await confirm(resetQuestion)) await workspace.reset().catch(() => undefined);
  };
  return (
    <div className="page">
      <a className="skip" href="#main">
        Skip to the messages
      </a>
      <TopBar
        mixed={isMixed(first)}
        mode={arrangement.mode}
        onMode={(mode) => change({ mode })}
        inspecting={inspecting}
        onInspect={() => setInspecting(!inspecting)}
        guiding={guiding}
        onGuide={() => setGuiding(!guiding)}
        onReset={() => void reset()}
        clock={(fresh ?? first).clock}
        onJump={(to) => workspace.jump(to)}
      />
      {!snapshot.online && (
        <p className="offline" role="status">
          The playground does not answer. It will go on here as soon as it is back.
        </p>
      )}
      <div className="stage">
        {arrangement.mode === 'side by side' ? (
          <JourneyView seats={arrangement.columns} snapshot={snapshot} workspace={workspace} onMove={move} />
        ) : (
          <DeskView
            seat={arrangement.desk}
            snapshot={snapshot}
            workspace={workspace}
            onMove={(desk) => change({ desk })}
          />
        )}
        {guiding && (
          <Guide
            views={snapshot.views}
            people={first.people}
            elsewhere={first.elsewhere ?? []}
            bot={first.bot}
            onShow={show}
            onClose={() => setGuiding(false)}
          />
        )}
      </div>
      {inspecting && <Inspector entries={traffic} onClose={() => setInspecting(false)} />}
      <OpenModal seats={seatsShown(arrangement)} snapshot={snapshot} workspace={workspace} />
    </div>
  );
}

function Waiting({ failure }: { failure?: string }) {
  return (
    <div className="waiting" role="status">
      {failure ? `The playground could not be opened. ${failure}` : 'Opening the playground…'}
    </div>
  );
}

/** The whole page. */
export function App(props: AppProps) {
  useEffect(() => props.workspace.start(), [props.workspace]);
  return (
    <ConfirmationProvider>
      <Page {...props} />
    </ConfirmationProvider>
  );
}
