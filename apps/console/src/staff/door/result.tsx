import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFaultText } from '../../shell/fault-text.ts';
import { AlertIcon, CheckIcon } from '../../shell/icons.tsx';
import type { Tone } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { SystemUserTag } from '../people/system-user-tag.tsx';
import classes from './door.module.css';
import type { Kind, Verdict } from './verdict.ts';

const said = {
  in: { title: 'resultIn', text: 'resultInText', tone: 'good' },
  kept: { title: 'resultKept', text: 'resultKeptText', tone: 'wait' },
  already: { title: 'resultAlready', text: 'resultAlreadyText', tone: 'wait' },
  'already-kept': { title: 'resultAlready', text: 'resultAlreadyKeptText', tone: 'wait' },
  rejected: { title: 'resultRejected', text: 'resultRejectedText', tone: 'bad' },
  'given-up': { title: 'resultGivenUp', text: 'resultGivenUpText', tone: 'bad' },
  'no-seat': { title: 'resultNoSeat', text: 'resultNoSeatText', tone: 'bad' },
  unknown: { title: 'resultUnknown', text: 'resultUnknownText', tone: 'bad' },
  unsure: { title: 'resultUnsure', text: 'resultUnsureText', tone: 'wait' },
  closed: { title: 'resultClosed', text: 'resultClosedText', tone: 'bad' },
  undone: { title: 'resultUndone', text: 'resultUndoneText', tone: 'calm' },
  failed: { title: 'resultFailed', text: 'resultFailed', tone: 'bad' },
} as const satisfies Record<Kind, { title: string; text: string; tone: Tone }>;

type ResultProps = { verdict: Verdict | undefined; onTakeBack: (verdict: Verdict) => Promise<void> };

/** The answer at the door: large, in words and in a colour, and read out. */
export function Result({ verdict, onTakeBack }: ResultProps) {
  return (
    <div role="alert" className={classes.answer}>
      {verdict !== undefined && (
        <Shown key={JSON.stringify(verdict)} verdict={verdict} onTakeBack={onTakeBack} />
      )}
    </div>
  );
}

function Shown({ verdict, onTakeBack }: { verdict: Verdict; onTakeBack: ResultProps['onTakeBack'] }) {
  const { t } = useTranslation('door');
  const format = useTimeFormat();
  const faultText = useFaultText();
  const takeBack = useMutation({ mutationFn: () => onTakeBack(verdict) });
  const { kind, fullName, isSystem, at, isSure } = verdict;
  const { title, text, tone } = said[kind];
  const time = at === null ? '' : format.time(at);
  const isFromList = !isSure && at !== null && ['rejected', 'given-up', 'no-seat'].includes(kind);
  const mayBeTakenBack = (kind === 'in' && isSure) || kind === 'kept';
  return (
    <div className={classes.result} data-tone={tone}>
      <div className={classes.verdict}>
        {tone === 'good' ? <CheckIcon size={44} /> : <AlertIcon size={44} />}
        <div>
          <Text className={classes.title}>{t(title)}</Text>
          {fullName !== null && <Text className={classes.person}>{fullName}</Text>}
          {isSystem && <SystemUserTag />}
        </div>
      </div>
      <Text>
        {kind === 'failed' ? faultText(verdict.error) : t(text, { time })}
        {isFromList && ` ${t('asOfList', { time })}`}
      </Text>
      {takeBack.error !== null && <Text fw={600}>{faultText(takeBack.error)}</Text>}
      {mayBeTakenBack && (
        <Button
          variant="default"
          mt="sm"
          aria-label={fullName === null ? undefined : t('undoNamed', { name: fullName })}
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate()}
        >
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
