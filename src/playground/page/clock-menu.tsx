import { useEffect, useState } from 'react';
import type { PageClock, TimeJump } from '../page-api.js';
import { ClockIcon } from './icons.js';
import { Menu } from './menu.js';

interface ClockMenuProps {
  clock: PageClock;
  onJump(to: TimeJump): Promise<void>;
}

const JUMPS: { to: TimeJump; label: string; note: string }[] = [
  { to: 'hour', label: 'One hour', note: 'Reminders of what nobody has taken up' },
  { to: 'morning', label: 'Next business morning', note: 'Digests, morning lists, what became overdue' },
  { to: 'week', label: 'One week', note: 'Rewards whose hold is over, what was put off' },
  {
    to: 'quarter',
    label: 'Next quarter',
    note: 'Check-ins with partners. Takes a moment: every day is lived through',
  },
];

/** The time in the playground, and ways to let it pass. */
export function ClockMenu({ clock, onJump }: ClockMenuProps) {
  const now = useTicking(clock);
  const [jumping, setJumping] = useState(false);
  const jump = async (to: TimeJump) => {
    setJumping(true);
    await onJump(to).catch(() => undefined);
    setJumping(false);
  };
  return (
    <>
      <Menu
        className="bar-button"
        label={`Time in the playground: ${now}. Let time pass`}
        data={{ 'data-bar': 'clock', 'data-moved': String(clock.aheadMs !== 0) }}
        disabled={jumping}
        items={JUMPS.map(({ to, label, note }) => ({
          id: to,
          label,
          note,
          ...(to === 'hour' ? { group: 'Let time pass' } : {}),
          onChoose: () => void jump(to),
        }))}
      >
        <ClockIcon />
        <span>{jumping ? 'Time passes…' : now}</span>
      </Menu>
      <span className="only-heard" role="status">
        {jumping ? 'Time passes' : ''}
      </span>
    </>
  );
}

/** `Wed 25 Nov, 22:14` in the program's zone, a minute's hand that moves. */
function useTicking({ aheadMs, zone }: PageClock): string {
  const [shown, setShown] = useState('');
  useEffect(() => {
    const format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    });
    const show = () => setShown(format.format(new Date(Date.now() + aheadMs)));
    show();
    const timer = setInterval(show, 5_000);
    return () => clearInterval(timer);
  }, [aheadMs, zone]);
  return shown;
}
