import { Nothing } from '../../kernel/nothing.contract.ts';
import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { acknowledgeNotifications } from './acknowledge-notifications.ts';
import { countNotifications } from './count-notifications.ts';
import { listNotifications } from './list-notifications.ts';
import type { Notices } from './notice.ts';
import { readNotificationPreferences, setNotificationPreferences } from './notification-preferences.ts';
import {
  AcknowledgeNotificationsInput,
  ListNotificationsInput,
  NotificationCount,
  NotificationPage,
  NotificationPreferences,
  SetNotificationPreferencesInput,
} from './notifications.contract.ts';

export function notificationProcedures(notices: Notices) {
  return router({
    list: query({
      summary: 'Lists one’s own notifications, the newest first.',
      demands: 'signedIn',
      rest: 'GET /notifications',
      input: ListNotificationsInput,
      output: NotificationPage,
      faults: [CURSOR_INVALID],
      run: (ctx, input) => listNotifications(ctx, input, notices),
    }),
    count: query({
      summary: 'Says how many of one’s own notifications are not acknowledged.',
      demands: 'signedIn',
      rest: 'GET /notifications/count',
      input: Nothing,
      output: NotificationCount,
      run: (ctx, input) => countNotifications(ctx, input, notices),
    }),
    acknowledge: mutation({
      summary: 'Notes that one has seen some of one’s own notifications, or all up to a number.',
      demands: 'signedIn',
      rest: 'POST /notifications/acknowledge',
      input: AcknowledgeNotificationsInput,
      output: NotificationCount,
      run: (ctx, input) => acknowledgeNotifications(ctx, input, notices),
    }),
    preferences: query({
      summary: 'Says which of the notifications that one may do without are wanted.',
      demands: 'signedIn',
      rest: 'GET /notifications/preferences',
      input: Nothing,
      output: NotificationPreferences,
      run: readNotificationPreferences,
    }),
    setPreferences: mutation({
      summary: 'Ends or resumes notifications that one may do without.',
      demands: 'signedIn',
      rest: 'PATCH /notifications/preferences',
      input: SetNotificationPreferencesInput,
      output: NotificationPreferences,
      run: setNotificationPreferences,
    }),
  });
}
