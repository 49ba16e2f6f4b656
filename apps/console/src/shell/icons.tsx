import type { ReactNode } from 'react';

type IconProps = { size?: number };

/** Drawn here, so that nothing is fetched for them. They repeat what a label says, hence hidden from readers. */
function Drawing({ size = 18, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export function SunIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4" />
    </Drawing>
  );
}
export function MoonIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />
    </Drawing>
  );
}
export function ScreenIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="3" y="4.5" width="18" height="12" rx="2" />
      <path d="M9 20h6M12 16.5V20" />
    </Drawing>
  );
}
export function LanguageIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3 3 3.8 6 3.8 9s-.8 6-3.8 9c-3-3-3.8-6-3.8-9s.8-6 3.8-9Z" />
    </Drawing>
  );
}
export function CheckIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </Drawing>
  );
}
export function ClockIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3.5 2" />
    </Drawing>
  );
}
export function PlaceIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M12 21s7-6 7-11.5a7 7 0 0 0-14 0C5 15 12 21 12 21Z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </Drawing>
  );
}
export function SeatIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="8" r="3.5" />
      <path d="M5 20c.6-4 3.4-6 7-6s6.4 2 7 6" />
    </Drawing>
  );
}
export function PaymentIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="3" y="6" width="18" height="12.5" rx="2" />
      <path d="M3 10.5h18M7 15h3" />
    </Drawing>
  );
}
export function DoorIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M6 21V10a6 6 0 0 1 12 0v11M3.5 21h17" />
      <path d="M14.5 13.5v1.5" />
    </Drawing>
  );
}
export function ChevronIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m9.5 6 6 6-6 6" />
    </Drawing>
  );
}
export function AlertIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5.5M12 16.5v.01" />
    </Drawing>
  );
}
export function DeviceIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="4" y="4.5" width="16" height="11" rx="2" />
      <path d="M2.5 19.5h19" />
    </Drawing>
  );
}
export function CalendarIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="3.5" y="5" width="17" height="15.5" rx="2.5" />
      <path d="M3.5 10h17M8 3v4M16 3v4" />
    </Drawing>
  );
}
export function CopyIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="9" y="9" width="11.5" height="11.5" rx="2" />
      <path d="M5.5 15H5a1.5 1.5 0 0 1-1.5-1.5v-8.5A1.5 1.5 0 0 1 5 3.5h8.5A1.5 1.5 0 0 1 15 5v.5" />
    </Drawing>
  );
}
export function DownloadIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15" />
    </Drawing>
  );
}
export function MailIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="3" y="5.5" width="18" height="13.5" rx="2" />
      <path d="m3.5 7.5 8.5 6 8.5-6" />
    </Drawing>
  );
}
export function LockIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </Drawing>
  );
}
export function PasskeyIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M3 20c.5-4 2.8-6 6-6 1.2 0 2.2.3 3.1.8" />
      <path d="M17.5 15.2v5.3l-1.3-1.2" />
      <circle cx="17.5" cy="12.3" r="2.8" />
    </Drawing>
  );
}
export function PhoneIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="7" y="3" width="10" height="18" rx="2" />
      <path d="M11 18h2" />
    </Drawing>
  );
}
export function WebhookIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M9.5 8.5 4 12l5.5 3.5M14.5 8.5 20 12l-5.5 3.5" />
    </Drawing>
  );
}
export function KeyIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="8" cy="15" r="4" />
      <path d="m11 12 8.5-8.5M16 7l3 3M13.5 9.5l1.8 1.8" />
    </Drawing>
  );
}

export function SearchIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </Drawing>
  );
}

export function PersonIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="8" r="3.8" />
      <path d="M4.5 20.5c.6-4.3 3.4-6.5 7.5-6.5s6.9 2.2 7.5 6.5" />
    </Drawing>
  );
}
export function MoreIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />
    </Drawing>
  );
}
export function BanIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 6 12 12" />
    </Drawing>
  );
}
export function CameraIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M7 12h10" />
    </Drawing>
  );
}
export function ChartIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6" />
    </Drawing>
  );
}
export function BellIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0" />
    </Drawing>
  );
}
