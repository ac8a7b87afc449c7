import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { ActResult, AnyAct, PageState } from '../page-api.js';
import { DirectoryContext, directoryOf } from './directory.js';
import type { Workspace } from './workspace.js';

/** The person through whose eyes a part of the page looks, and what they can do. */
export interface Viewer {
  state: PageState;
  workspace: Workspace;
  /** Acts as this person; a problem, or what the bot says to them alone, is shown to them as a notice. */
  act(act: AnyAct): Promise<ActResult>;
  /** True for some seconds after this person did something: what comes then is likely the answer. */
  justActed(): boolean;
  /** The time it is in the playground. */
  now(): Date;
  notices: Notice[];
  notify(words: string): void;
  dismiss(notice: Notice): void;
}

export interface Notice {
  id: number;
  words: string;
}

const answerWithinMs = 5_000;

const ViewerContext = createContext<Viewer | undefined>(undefined);

/** The viewer of this part of the page. Throws outside a `ViewerProvider`: a mistake in the page itself. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer stands outside a ViewerProvider.');
  return viewer;
}

function isSaid(state: PageState, problem: string): boolean {
  const messages = state.channels.flatMap((channel) =>
    channel.messages.flatMap((one) => [one, ...one.replies]),
  );
  return messages.some((message) => message.onlyYou && message.text === problem);
}

interface ViewerProviderProps {
  state: PageState;
  workspace: Workspace;
  children: ReactNode;
}

/** Everything within looks through the eyes of `state.me`. */
export function ViewerProvider({ state, workspace, children }: ViewerProviderProps) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const directory = useMemo(() => directoryOf(state), [state]);
  const notify = (words: string) =>
    setNotices((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, words }]);
  const viewer: Viewer = {
    state,
    workspace,
    justActed: () => Date.now() - workspace.lastActed(state.me.id) < answerWithinMs,
    now: directory.now,
    notices,
    notify,
    dismiss: (notice) => setNotices((before) => before.filter((one) => one !== notice)),
    async act(act) {
      const result = await workspace.act(state.me.id, act);
      // Slack says some problems in a message of its own; once is enough.
      const told = workspace.snapshot().views.get(state.me.id);
      if (!result.ok && result.problem && !(told && isSaid(told, result.problem))) notify(result.problem);
      if (result.ok && result.message) notify(result.message);
      return result;
    },
  };
  return (
    <ViewerContext value={viewer}>
      <DirectoryContext value={directory}>{children}</DirectoryContext>
    </ViewerContext>
  );
}

/** Slack's own words to this person alone, such as "command not found". */
export function Notices() {
  const { notices, dismiss } = useViewer();
  return (
    <div role="alert" className="notices">
      {notices.map((notice) => (
        <p key={notice.id} className="notice" data-notice={notice.id}>
          <span>
            <span className="notice-eyebrow">Only visible to you</span>
            {notice.words}
          </span>
          <button type="button" className="text-button" onClick={() => dismiss(notice)}>
            Dismiss
          </button>
        </p>
      ))}
    </div>
  );
}
