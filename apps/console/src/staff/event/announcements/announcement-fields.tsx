import { Checkbox, Group, NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stateNames } from '../states.ts';
import { type AnnouncementDraft, announcedStates } from './announcement-draft.ts';

type AnnouncementFieldsProps = {
  timeZone: string;
  draft: AnnouncementDraft;
  complaint: (field: 'subject' | 'body' | 'states' | 'sendAt') => string | undefined;
  onChange: (draft: AnnouncementDraft) => void;
};

export function AnnouncementFields({ timeZone, draft, complaint, onChange }: AnnouncementFieldsProps) {
  const { t } = useTranslation(['announcements', 'attendees']);
  const change = (changed: Partial<AnnouncementDraft>) => onChange({ ...draft, ...changed });
  return (
    <>
      <TextInput
        label={t('announcements:subject')}
        maxLength={160}
        autoComplete="off"
        value={draft.subject}
        error={complaint('subject')}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('announcements:body')}
        description={t('announcements:bodyHint')}
        autosize
        minRows={5}
        maxRows={20}
        maxLength={10_000}
        value={draft.body}
        error={complaint('body')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('announcements:states')}
        description={t('announcements:statesHint')}
        value={draft.states}
        error={complaint('states')}
        onChange={(chosen) => change({ states: announcedStates.filter((state) => chosen.includes(state)) })}
      >
        <Group gap="md" mt="xs">
          {announcedStates.map((state) => (
            <Checkbox key={state} value={state} label={t(`attendees:${stateNames[state].text}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('announcements:checkedIn')}
          value={draft.checkedIn}
          data={[
            { value: 'any', label: t('announcements:checkedInAny') },
            { value: 'yes', label: t('announcements:checkedInYes') },
            { value: 'no', label: t('announcements:checkedInNo') },
          ]}
          onChange={(event) =>
            change({ checkedIn: event.currentTarget.value as AnnouncementDraft['checkedIn'] })
          }
        />
        <NativeSelect
          label={t('announcements:when')}
          value={draft.when}
          data={[
            { value: 'now', label: t('announcements:whenNow') },
            { value: 'later', label: t('announcements:whenLater') },
          ]}
          onChange={(event) => change({ when: event.currentTarget.value as AnnouncementDraft['when'] })}
        />
      </SimpleGrid>
      {draft.when === 'later' && (
        <TextInput
          type="datetime-local"
          label={t('announcements:sendAt')}
          description={t('announcements:sendAtHint', { timeZone })}
          value={draft.sendAtLocal}
          error={complaint('sendAt')}
          onChange={(event) => change({ sendAtLocal: event.currentTarget.value })}
        />
      )}
    </>
  );
}
