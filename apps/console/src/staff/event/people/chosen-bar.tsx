import type { Participant } from '@foyer/client';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { RejectDialog } from './reject-dialog.tsx';
import { useSettling } from './use-settling.ts';

/** What can be done with those who are chosen. */
export function ChosenBar({ people, onDone }: { people: Participant[]; onDone: () => void }) {
  const { t } = useTranslation('attendees');
  const [isRejecting, { open, close }] = useDisclosure(false);
  const { approve } = useSettling(onDone);
  const asking = people.filter(({ state }) => state === 'requested');
  return (
    <Group gap="sm">
      <Button
        size="sm"
        disabled={asking.length === 0}
        loading={approve.isPending}
        onClick={() => approve.mutate(asking.map(({ id }) => id))}
      >
        {t('approve')}
      </Button>
      <Button size="sm" variant="default" onClick={open}>
        {t('reject')}
      </Button>
      <RejectDialog people={people} isOpen={isRejecting} onClose={close} onDone={onDone} />
    </Group>
  );
}
