import { useEffect, useRef, useState } from 'react';
import type { AdaptiveCard } from '../../page-api.js';
import { type CardPress, drawCard } from './draw-card.js';

interface CardProps {
  card: AdaptiveCard;
  /** What was typed into it before. */
  values?: Record<string, string>;
  /** False where nothing may be pressed. */
  enabled: boolean;
  /** One press at a time; what is typed stays until the card itself changes. */
  onPress(press: CardPress): Promise<unknown>;
}

/** Calls back once no button of the mouse is held down on the card: drawn anew in between, a click would be lost. */
function useUnheld() {
  const held = useRef(false);
  const onPointerDown = () => {
    held.current = true;
    const release = () => {
      held.current = false;
      for (const name of ['pointerup', 'pointercancel']) window.removeEventListener(name, release);
    };
    for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, release);
  };
  /** @returns how to call it off */
  const whenUnheld = (work: () => void): (() => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (held.current) timer = setTimeout(look, 20);
      else work();
    };
    look();
    return () => clearTimeout(timer);
  };
  return { onPointerDown, whenUnheld };
}

/** One press at a time, to whatever the newest properties say. */
function usePresses(props: CardProps) {
  const [busy, setBusy] = useState(false);
  const pressing = useRef(false);
  const latest = useRef(props);
  latest.current = props;
  const press = async (one: CardPress) => {
    if (pressing.current || !latest.current.enabled) return;
    pressing.current = true;
    setBusy(true);
    await latest.current.onPress(one);
    pressing.current = false;
    setBusy(false);
  };
  return { press, busy, latest };
}

/** An Adaptive Card, as the bot sent it. */
export function Card(props: CardProps) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState('');
  const { press, busy, latest } = usePresses(props);
  const { onPointerDown, whenUnheld } = useUnheld();
  const json = JSON.stringify(props.card);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when the card changes, and only then
  useEffect(() => {
    const draw = () => {
      const here = place.current;
      const hadFocus = here?.contains(document.activeElement);
      try {
        const { values } = latest.current;
        here?.replaceChildren(drawCard(JSON.parse(json), { values, onPress: (one) => void press(one) }));
        setProblem('');
      } catch (error) {
        here?.replaceChildren();
        setProblem((error as Error).message);
      }
      // Who was writing here goes on here.
      if (hadFocus) here?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    };
    return whenUnheld(draw);
  }, [json]);
  return (
    <div className="card-frame">
      <div
        ref={place}
        className="card"
        data-card
        aria-busy={busy}
        inert={!props.enabled}
        onPointerDown={onPointerDown}
      />
      {problem && <p className="unknown-block">{problem}</p>}
    </div>
  );
}
