import { notifications } from '@mantine/notifications';
import { AlertIcon, CheckIcon } from './icons.tsx';

/** Says that something worked. A notification is a live region: it is read out as it appears. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'petrol', icon: <CheckIcon />, autoClose: 6_000 });
}

export function notifyFailed(message: string): void {
  notifications.show({ message, color: 'red.8', icon: <AlertIcon />, autoClose: 10_000 });
}
