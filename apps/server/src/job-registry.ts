import { remindOfKeys } from './identity/api-keys/remind-of-keys.job.ts';
import { tellOfGuessesJob } from './identity/codes/tell-of-guesses.job.ts';
import { sendEnrolment } from './identity/enrolments/send-enrolment.job.ts';
import { deliverWebhookCode } from './identity/second-factors/deliver-webhook-code.job.ts';
import type { AnyJob } from './kernel/jobs/declare-job.ts';
import { deliverMail } from './messaging/deliveries/deliver-mail.job.ts';
import { removeExpired } from './operations/cleaning/remove-expired.job.ts';
import { refreshPlaces } from './operations/places/refresh-places.job.ts';
import { postAnnouncements } from './programme/announcements/post-announcements.job.ts';
import { rederiveEventTimesJob } from './programme/events/rederive-event-times.job.ts';
import { makeImageVariants } from './programme/images/make-image-variants.job.ts';
import { removeUnusedImages } from './programme/images/remove-unused-images.job.ts';
import { expireOffers } from './programme/participations/expire-offers.job.ts';
import { extendSeries } from './programme/series/extend-series.job.ts';

/** The one list of job handlers. Migrations make a queue for each, workers work on each. */
export const jobs: AnyJob[] = [
  deliverMail,
  deliverWebhookCode,
  removeExpired,
  sendEnrolment,
  expireOffers,
  refreshPlaces,
  remindOfKeys,
  tellOfGuessesJob,
  makeImageVariants,
  removeUnusedImages,
  rederiveEventTimesJob,
  postAnnouncements,
  extendSeries,
];
