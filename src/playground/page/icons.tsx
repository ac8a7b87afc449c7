import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const LogoIcon = () => (
  <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" className="logo-ground" />
    <path d="M9 20c0-5 3-8 8-8h5m-4-4 4 4-4 4" className="logo-line" />
    <circle cx="9" cy="23" r="2.3" className="logo-dot" />
  </svg>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.6" />
  </Icon>
);
export const PinIcon = () => (
  <Icon>
    <path d="m12 3 5 5-2.2.6-2.9 2.9.2 3L11 15.6 4.4 9l1.1-1.1 3 .2L11.4 5.2z M7.5 12.5 3.5 16.5" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <path d="M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <path d="M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.5V10l2.5 2" />
  </Icon>
);
export const HashIcon = () => (
  <Icon>
    <path d="M8 4 6.5 16M13.5 4 12 16M4.5 8h12M3.5 12h12" />
  </Icon>
);
export const HomeIcon = () => (
  <Icon>
    <path d="m3.5 9.5 6.5-6 6.5 6M5.5 8.5V16h9V8.5" />
  </Icon>
);
export const ThreadIcon = () => (
  <Icon>
    <path d="M4 4.5h12v8.5H9L5.5 16v-3H4z" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M16 10H4m5-5-5 5 5 5" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M3.5 4 17 10 3.5 16l1.7-6zM5.2 10H11" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m6 8 4 4 4-4" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z" />
    <circle cx="10" cy="10" r="2.2" />
  </Icon>
);
export const SharedIcon = () => (
  <Icon>
    <circle cx="6.5" cy="10" r="3.5" />
    <circle cx="13.5" cy="10" r="3.5" />
  </Icon>
);
export const ColumnsIcon = () => (
  <Icon>
    <path d="M3 4.5h14v11H3zM7.7 4.5v11M12.3 4.5v11" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="10" cy="7" r="3" />
    <path d="M4 16.5c.6-3.3 2.8-5 6-5s5.4 1.7 6 5" />
  </Icon>
);
export const TrafficIcon = () => (
  <Icon>
    <path d="M6.5 16V4m0 0L3.5 7m3-3 3 3M13.5 4v12m0 0 3-3m-3 3-3-3" />
  </Icon>
);
export const GuideIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8a2 2 0 1 1 2.7 1.9c-.5.2-.7.6-.7 1.1M10 13.6v.01" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M4 10a6 6 0 1 0 1.9-4.4L4 7.5M4 3.5v4h4" />
  </Icon>
);
