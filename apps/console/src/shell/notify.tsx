import { notifications, notificationsStore } from '@mantine/notifications';
import i18next from 'i18next';
import { AlertIcon, CheckIcon } from './icons.tsx';

/**
 * Says that something worked. A notification is a live region: it is read out as it appears. What was said before about
 * the same thing is no longer so, and goes.
 */
export function notifyDone(message: string, about?: string): void {
  if (about !== undefined)
    notifications.updateState(notificationsStore, (shown) =>
      shown.filter((one) => one['data-about'] !== about),
    );
  notifications.show({
    message,
    color: 'petrol',
    icon: <CheckIcon />,
    autoClose: 6_000,
    'data-about': about,
    ...named(),
  });
}

export function notifyFailed(message: string): void {
  notifications.show({ message, color: 'red.8', icon: <AlertIcon />, autoClose: 10_000, ...named() });
}

function named() {
  return { closeButtonProps: { 'aria-label': i18next.t('close', { ns: 'shell' }) } };
}
