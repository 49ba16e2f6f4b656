import type { CsvProblem, InvitedByCsv } from '@foyer/client';
import { Button, Group, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shell/notice.tsx';
import classes from './invite-form.module.css';

/** As many as somebody reads; the count says how many there are. */
const MOST_SHOWN = 20;

const problemTexts = {
  'not-csv': 'problemNotCsv',
  'no-address': 'problemNoAddress',
  'bad-address': 'problemBadAddress',
  'bad-name': 'problemBadName',
  'named-twice': 'problemNamedTwice',
  'too-many': 'problemTooMany',
} as const satisfies Record<CsvProblem['problem'], string>;

type InvitePreviewProps = {
  found: InvitedByCsv;
  isPending: boolean;
  onInvite: () => void;
  onCancel: () => void;
};

/** Who will be asked, and which lines will be left out and why, before anything is sent. */
export function InvitePreview({ found, isPending, onInvite, onCancel }: InvitePreviewProps) {
  const { t } = useTranslation(['attendees', 'shell']);
  const { people, problems } = found;
  return (
    <Stack role="status">
      {problems.length > 0 && (
        <Notice tone="wait" title={t('inviteProblems', { count: problems.length })}>
          <ul className={classes.people}>
            {problems.slice(0, MOST_SHOWN).map(({ line, text, problem }) => (
              <li key={line}>
                <strong>{t('problemLine', { line })}</strong>: {t(problemTexts[problem])}
                {text !== '' && ` (${text})`}
              </li>
            ))}
            <More count={problems.length - MOST_SHOWN} />
          </ul>
        </Notice>
      )}
      {people.length === 0 ? (
        <Notice tone="bad">{t('inviteNobody')}</Notice>
      ) : (
        <div>
          <Title order={3}>{t('invitePreview')}</Title>
          <ul className={classes.people}>
            {people.slice(0, MOST_SHOWN).map(({ line, address, fullName }) => (
              <li key={line}>
                {address} {fullName !== null && <span className={classes.name}>{fullName}</span>}
              </li>
            ))}
            <More count={people.length - MOST_SHOWN} />
          </ul>
        </div>
      )}
      <Group gap="sm">
        {people.length > 0 && (
          <Button onClick={onInvite} loading={isPending}>
            {t('invitePeople', { count: people.length })}
          </Button>
        )}
        <Button variant="default" onClick={onCancel}>
          {t('shell:back')}
        </Button>
      </Group>
    </Stack>
  );
}

function More({ count }: { count: number }) {
  const { t } = useTranslation('attendees');
  return count > 0 ? <li className={classes.name}>{t('inviteMore', { count })}</li> : null;
}
