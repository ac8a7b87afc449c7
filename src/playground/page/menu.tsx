import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

export interface MenuItem {
  id: string;
  label: string;
  /** A second, quieter line. */
  note?: string;
  /** A heading drawn over this item, where a group begins. */
  group?: string;
  icon?: ReactNode;
  badge?: ReactNode;
  chosen?: boolean;
  onChoose(): void;
}

interface MenuProps {
  /** Accessible name of the button. */
  label: string;
  items: MenuItem[];
  children: ReactNode;
  className?: string;
  disabled?: boolean;
  /** `data-` attributes for the button; items carry `data-value`. */
  data?: Record<string, string>;
}

/** Puts the list under its button, or over it where there is no room below, and within the window. */
function place(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = at.bottom + 4 + height <= window.innerHeight;
  list.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
}

function step(list: HTMLElement, key: string): void {
  const items = [...list.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[key];
  if (next !== undefined) items.at(next % items.length)?.focus();
}

/** A button that opens a list of things to choose, in the browser's top layer: over modals, never clipped. */
export function Menu({ label, items, children, className, disabled, data }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const close = () => list.current?.hidePopover();
  const show = () => {
    if (!list.current || !button.current) return;
    list.current.showPopover();
    place(list.current, button.current);
    const chosen = list.current.querySelector<HTMLElement>('[aria-checked=true]');
    (chosen ?? list.current.querySelector<HTMLElement>('[role^=menuitem]'))?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (/^(Arrow|Home|End)/.test(event.key) && list.current) {
      event.preventDefault();
      step(list.current, event.key);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      // Escape is for the list alone, not for a form around it.
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      close();
      button.current?.focus();
    }
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label}
        disabled={disabled}
        onMouseDown={(event) => open && event.preventDefault()}
        onClick={() => (open ? close() : show())}
        {...data}
      >
        {children}
      </button>
      <div
        ref={list}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {items.map((item) => (
          <div key={item.id} role="presentation">
            {item.group && <p className="menu-group">{item.group}</p>}
            <button
              type="button"
              {...(item.chosen === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemradio', 'aria-checked': item.chosen })}
              tabIndex={-1}
              className="menu-item"
              data-value={item.id}
              onClick={() => {
                close();
                button.current?.focus();
                item.onChoose();
              }}
            >
              {item.icon}
              <span className="menu-words">
                <span className="menu-label" title={item.label}>
                  {item.label}
                </span>
                {item.note && <span className="menu-note">{item.note}</span>}
              </span>
              {item.badge}
            </button>
          </div>
        ))}
      </div>
    </>
  );
}
