import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import {
  ANNOUNCEMENT_NOT_FOUND,
  ANNOUNCEMENT_NOT_POSSIBLE,
  ANNOUNCEMENT_SENT,
  ANNOUNCEMENT_TIME_INVALID,
  Announcement,
  AnnouncementPage,
  AnnouncementPreview,
  CancelAnnouncementInput,
  CreateAnnouncementInput,
  ListAnnouncementsInput,
  PreviewAnnouncementInput,
} from './announcements.contract.ts';
import { cancelAnnouncement } from './cancel-announcement.ts';
import { createAnnouncement } from './create-announcement.ts';
import { previewAnnouncement } from './preview-announcement.ts';
import { listAnnouncements } from './read-announcements.ts';

export const announcementProcedures = router({
  preview: mutation({
    summary: 'Says how many an announcement would reach, and what they would read. It sends nothing.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/announcement-previews',
    input: PreviewAnnouncementInput,
    output: AnnouncementPreview,
    faults: [EVENT_NOT_FOUND, ANNOUNCEMENT_NOT_POSSIBLE],
    run: previewAnnouncement,
  }),
  create: mutation({
    summary: 'Writes to a part of the people of an event, at once or at a time ahead.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/announcements',
    input: CreateAnnouncementInput,
    output: Announcement,
    faults: [EVENT_NOT_FOUND, ANNOUNCEMENT_NOT_POSSIBLE, ANNOUNCEMENT_TIME_INVALID],
    run: createAnnouncement,
  }),
  list: query({
    summary: 'Lists what was written to the people of an event, the newest first, and what became of it.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/announcements',
    input: ListAnnouncementsInput,
    output: AnnouncementPage,
    faults: [CURSOR_INVALID],
    run: listAnnouncements,
  }),
  cancel: mutation({
    summary: 'Takes an announcement back: all of it before its time, and then what has not left yet.',
    demands: 'staff',
    rest: 'POST /announcements/{announcementId}/cancel',
    input: CancelAnnouncementInput,
    output: Announcement,
    faults: [ANNOUNCEMENT_NOT_FOUND, ANNOUNCEMENT_SENT],
    run: cancelAnnouncement,
  }),
});
