import type { ReactNode } from 'react';
import type { PageClock, TimeJump } from '../page-api.js';
import { ClockMenu } from './clock-menu.js';
import { ColumnsIcon, GuideIcon, LogoIcon, PersonIcon, ResetIcon, TrafficIcon } from './icons.js';

export type Mode = 'side by side' | 'one person';

interface ToggleProps {
  label: string;
  pressed: boolean;
  icon: ReactNode;
  name: string;
  onClick(): void;
}

function Toggle({ label, pressed, icon, name, onClick }: ToggleProps) {
  return (
    <button
      type="button"
      className="bar-button"
      aria-pressed={pressed}
      data-bar={name}
      title={label}
      onClick={onClick}
    >
      {icon}
      <span>{label}</span>
    </button>
  );
}

interface TopBarProps {
  /** Whether Teams is here beside Slack. */
  mixed: boolean;
  mode: Mode;
  onMode(mode: Mode): void;
  inspecting: boolean;
  onInspect(): void;
  guiding: boolean;
  onGuide(): void;
  onReset(): void;
  clock?: PageClock;
  onJump(to: TimeJump): Promise<void>;
}

/** What this page is, and what it offers as a whole. */
export function TopBar(props: TopBarProps) {
  return (
    <header className="bar">
      <LogoIcon />
      <h1 className="bar-title">
        Referral Desk <span>playground</span>
      </h1>
      <p className="bar-note">
        A simulated Slack{props.mixed ? ' and Teams' : ''} on your machine. Nothing leaves it.
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons, no form */}
      <div className="bar-group" role="group" aria-label="View">
        <Toggle
          label="Side by side"
          name="side-by-side"
          pressed={props.mode === 'side by side'}
          icon={<ColumnsIcon />}
          onClick={() => props.onMode('side by side')}
        />
        <Toggle
          label="One person"
          name="one-person"
          pressed={props.mode === 'one person'}
          icon={<PersonIcon />}
          onClick={() => props.onMode('one person')}
        />
      </div>
      {props.clock && <ClockMenu clock={props.clock} onJump={props.onJump} />}
      <Toggle
        label="Guide"
        name="guide"
        pressed={props.guiding}
        icon={<GuideIcon />}
        onClick={props.onGuide}
      />
      <Toggle
        label="Inspector"
        name="inspector"
        pressed={props.inspecting}
        icon={<TrafficIcon />}
        onClick={props.onInspect}
      />
      <button type="button" className="bar-button" data-bar="reset" title="Reset" onClick={props.onReset}>
        <ResetIcon />
        <span>Reset</span>
      </button>
    </header>
  );
}
