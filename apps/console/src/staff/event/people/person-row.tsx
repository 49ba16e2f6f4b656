import type { Participant } from '@foyer/client';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import rows from '../../../shell/rows.module.css';
import { Tag } from '../../../shell/tag.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { SystemUserTag } from '../../people/system-user-tag.tsx';
import { stateNames } from '../states.ts';
import { PersonMenu } from './person-menu.tsx';
import classes from './person-row.module.css';
import { useSettling } from './use-settling.ts';

type PersonRowProps = {
  eventId: string;
  participant: Participant;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
};

const sources = { staff: 'sourceStaff', invitation: 'sourceInvitation', import: 'sourceImport' } as const;

export function PersonRow({ eventId, participant, isChosen, onChoose }: PersonRowProps) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { approve } = useSettling();
  const { id, fullName, address, isSystem, state, source, checkedInAt, joinedAt } = participant;
  return (
    <div className={rows.row}>
      <div className={classes.person}>
        <Checkbox
          aria-label={t('choose', { name: fullName })}
          checked={isChosen}
          onChange={(change) => onChoose(change.currentTarget.checked)}
        />
        <div className={classes.who}>
          <Text fw={600} className={rows.name}>
            {fullName}
          </Text>
          {!isSystem && (
            <Text size="sm" c="dimmed" className={rows.wrap}>
              {address}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            <time dateTime={joinedAt.toISOString()}>{format.dateTime(joinedAt)}</time>
            {source !== 'self' && ` · ${t(sources[source])}`}
          </Text>
        </div>
      </div>
      <Group gap={6} className={classes.standing}>
        {isSystem && <SystemUserTag />}
        <StateTag participant={participant} />
        {participant.isOverride && <Tag tone="wait">{t('override')}</Tag>}
        {checkedInAt !== null && (
          <Tag tone="good">{t('checkedInAt', { time: format.dateTime(checkedInAt) })}</Tag>
        )}
        {state === 'requested' && (
          <Button
            size="compact-sm"
            aria-label={t('approveNamed', { name: fullName })}
            loading={approve.isPending}
            onClick={() => approve.mutate([id])}
          >
            {t('approve')}
          </Button>
        )}
        <PersonMenu eventId={eventId} participant={participant} />
      </Group>
    </div>
  );
}

function StateTag({ participant }: { participant: Participant }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { state, waitlistPlace, offerExpiresAt } = participant;
  const { text, tone } = stateNames[state];
  if (waitlistPlace !== null)
    return <Tag tone={tone}>{t('stateWaitlistedAt', { place: waitlistPlace })}</Tag>;
  if (offerExpiresAt !== null)
    return <Tag tone={tone}>{t('stateOfferedUntil', { time: format.dateTime(offerExpiresAt) })}</Tag>;
  return <Tag tone={tone}>{t(text)}</Tag>;
}
