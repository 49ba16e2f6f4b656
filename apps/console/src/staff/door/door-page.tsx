import { Box, Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stayWithoutNetwork } from '../../client/stay-without-network.ts';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { useNobodyKnows } from '../../identity/use-nobody-knows.ts';
import { eventQuery } from '../../programme/programme.queries.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { Camera } from './camera.tsx';
import classes from './door.module.css';
import { keptListQuery } from './door.queries.ts';
import { DoorList } from './door-list.tsx';
import { DoorNotices } from './door-notices.tsx';
import { Result } from './result.tsx';
import { signal } from './signal.ts';
import { useDoor } from './use-door.ts';

const route = getRouteApi('/staff/events/$eventId/check-in');

/** For whoever stands at the door with a phone: who may go in, with network or without. */
export function DoorPage() {
  const { eventId } = route.useParams();
  const isAlone = useNobodyKnows();
  const hasList = useQuery(keptListQuery(eventId)).data != null;
  // The list is on this device because staff was signed in, and is forgotten at signing out.
  if (isAlone && hasList) return <AtTheDoor key={eventId} eventId={eventId} />;
  return (
    <SignedInOnly staff>
      <AtTheDoor key={eventId} eventId={eventId} />
    </SignedInOnly>
  );
}

function AtTheDoor({ eventId }: { eventId: string }) {
  const { t } = useTranslation('door');
  const event = useQuery(eventQuery(eventId)).data;
  const door = useDoor(eventId);
  const [isLoud, setLoud] = useLocalStorage({ key: 'foyer-door-signals', defaultValue: false });
  const { verdict } = door;
  useEffect(() => {
    if (isLoud && verdict !== undefined && verdict.kind !== 'undone') signal(verdict.kind);
  }, [isLoud, verdict]);
  const isKept = door.list !== null;
  useEffect(() => {
    if (isKept) void stayWithoutNetwork();
  }, [isKept]);
  const going = door.list?.entries.filter(({ state }) => state === 'going') ?? [];
  const checkedIn = going.filter((entry) => entry.checkedInAt !== null).length;
  return (
    <Page
      title={t('title')}
      of={event?.name}
      lead={
        <>
          {event?.name}
          {door.list !== null && <> · {t('inOf', { checkedIn, going: going.length })}</>}
        </>
      }
    >
      <Stack gap="lg">
        <Group>
          {/* The camera is allowed to this page alone: whoever leaves it leaves the permission behind. */}
          <TextLink to="/staff/events/$eventId/participants" params={{ eventId }} reloadDocument size="sm">
            {t('back')}
          </TextLink>
        </Group>
        <DoorNotices {...door} />
        <Result verdict={verdict} onTakeBack={door.takeBack} />
        <div className={classes.columns}>
          <div className={classes.scanner}>
            <Camera onTicket={(ticket) => door.letIn({ ticket })} />
            <TypedTicket onTicket={(ticket) => door.letIn({ ticket })} />
            <Switch
              label={t('signals')}
              checked={isLoud}
              onChange={(change) => setLoud(change.currentTarget.checked)}
            />
          </div>
          <DoorList {...door} />
        </div>
      </Stack>
    </Page>
  );
}

/** Some scanners end a ticket with two Enters: the second one comes within this time. */
const SECOND_ENTER_MS = 1_000;

/** A scanner at a cable types the ticket and presses Enter. */
function TypedTicket({ onTicket }: { onTicket: (ticket: string) => Promise<void> }) {
  const { t } = useTranslation('door');
  const element = useRef<HTMLFormElement>(null);
  const [ticket, setTicket] = useState('');
  const [isMissed, setMissed] = useState(false);
  const scannedAt = useRef(0);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        if (ticket.trim() === '') {
          if (isInField(element.current) && Date.now() - scannedAt.current < SECOND_ENTER_MS) return;
          setMissed(true);
          focusFirstComplaint(element.current);
          return;
        }
        scannedAt.current = Date.now();
        setTicket('');
        void onTicket(ticket);
      }}
    >
      <TextInput
        label={t('typed')}
        description={t('typedHint')}
        // A complaint stands below both, so that the button stays beside the field.
        inputContainer={(input) => (
          <Group gap="xs" wrap="nowrap">
            <Box flex={1}>{input}</Box>
            <Button type="submit" variant="default">
              {t('check')}
            </Button>
          </Group>
        )}
        value={ticket}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(change) => {
          setMissed(false);
          setTicket(change.currentTarget.value);
        }}
        error={isMissed && t('typedMissing')}
      />
    </form>
  );
}

/** Whoever presses the button is not in the field. */
function isInField(form: HTMLFormElement | null): boolean {
  return form?.querySelector('input') === document.activeElement;
}
