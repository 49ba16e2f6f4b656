import type { Announcement, EventDetails } from '@foyer/client';
import { Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MailIcon } from '../../../shell/icons.tsx';
import { Pages } from '../../../shell/pages.tsx';
import rows from '../../../shell/rows.module.css';
import { EmptyState } from '../../../shell/states.tsx';
import { Tag, type Tone } from '../../../shell/tag.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { stateNames } from '../states.ts';
import classes from './announcements.module.css';
import { announcementsQuery } from './announcements.query.ts';
import { CancelAnnouncement } from './cancel-announcement.tsx';

export function AnnouncementList({ event }: { event: EventDetails }) {
  const { t } = useTranslation('announcements');
  const list = useInfiniteQuery(announcementsQuery(event.id));
  return (
    <Pages
      list={list}
      empty={<EmptyState icon={<MailIcon size={26} />} title={t('none')} text={t('noneText')} />}
    >
      {(items) => (
        <ul className={rows.rows}>
          {items.map((announcement) => (
            <li key={announcement.id}>
              <AnnouncementRow announcement={announcement} timeZone={event.timeZone} />
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

const tones: Record<Announcement['state'], Tone> = { scheduled: 'wait', posted: 'good', cancelled: 'calm' };
const counted = ['sent', 'waiting', 'failed', 'unknown', 'withdrawn'] as const;

function AnnouncementRow({ announcement, timeZone }: { announcement: Announcement; timeZone: string }) {
  const { t } = useTranslation(['announcements', 'attendees']);
  const format = useTimeFormat();
  const { subject, state, states, sendAt, mails } = announcement;
  const isUnsent = state === 'scheduled' || (state === 'posted' && mails.waiting > 0);
  const people = states.map((one) => t(`attendees:${stateNames[one].text}`)).join(', ');
  const said = counted
    .filter((one) => mails[one] > 0)
    .map((one) => t(`announcements:${one}`, { count: mails[one] }));
  return (
    <div className={rows.row}>
      <div>
        <Group gap="xs">
          <strong className={rows.name}>{subject}</strong>
          <Tag tone={tones[state]}>{t(`announcements:${state}`)}</Tag>
        </Group>
        <p className={classes.counts}>
          {format.dateTime(sendAt, timeZone)} {format.zoneName(sendAt, timeZone)} · {people}
        </p>
        {said.length > 0 && <p className={classes.counts}>{said.join(' · ')}</p>}
      </div>
      {isUnsent && <CancelAnnouncement announcement={announcement} />}
    </div>
  );
}
