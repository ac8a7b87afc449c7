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

/** An Adaptive Card, as the bot sent it. */
export function Card({ card, values, enabled, onPress }: CardProps) {
  const place = useRef<HTMLDivElement>(null);
  const pressing = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const latest = useRef({ values, enabled, onPress });
  latest.current = { values, enabled, onPress };
  const json = JSON.stringify(card);
  useEffect(() => {
    const press = async (one: CardPress) => {
      if (pressing.current || !latest.current.enabled) return;
      pressing.current = true;
      setBusy(true);
      await latest.current.onPress(one);
      pressing.current = false;
      setBusy(false);
    };
    const here = place.current;
    const hadFocus = here?.contains(document.activeElement);
    try {
      const onPress = (one: CardPress) => void press(one);
      here?.replaceChildren(drawCard(JSON.parse(json), { values: latest.current.values, onPress }));
      setProblem('');
    } catch (error) {
      here?.replaceChildren();
      setProblem((error as Error).message);
    }
    // Who was writing here goes on here.
    if (hadFocus) here?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
  }, [json]);
  return (
    <div className="card-frame">
      <div ref={place} className="card" data-card aria-busy={busy} inert={!enabled} />
      {problem && <p className="unknown-block">{problem}</p>}
    </div>
  );
}
