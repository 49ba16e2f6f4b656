import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './event-editor.module.css';
import { ChoiceField, LongTextField, TextField, ZoneField } from './event-fields.tsx';
import type { EventForm } from './event-form.ts';
import { RemindersField } from './reminders/reminders-field.tsx';

const columns = { base: 1, sm: 2 };

export function WhatSection({ form }: { form: EventForm }) {
  const { t } = useTranslation('staff');
  return (
    <Fieldset legend={t('sectionWhat')} className={classes.section}>
      <Stack>
        <form.AppField name="name">{() => <TextField label={t('name')} required />}</form.AppField>
        <form.AppField name="shortDescription">
          {() => <TextField label={t('shortDescription')} description={t('shortDescriptionHint')} />}
        </form.AppField>
        <form.AppField name="description">
          {() => <LongTextField label={t('description')} rows={8} />}
        </form.AppField>
      </Stack>
    </Fieldset>
  );
}

export function WhenSection({ form }: { form: EventForm }) {
  const { t } = useTranslation('staff');
  return (
    <Fieldset legend={t('sectionWhen')} className={classes.section}>
      <Stack>
        <SimpleGrid cols={columns}>
          <form.AppField name="startsAtLocal">
            {() => <TextField type="datetime-local" label={t('startsAtLocal')} required />}
          </form.AppField>
          <form.AppField name="endsAtLocal">
            {() => <TextField type="datetime-local" label={t('endsAtLocal')} required />}
          </form.AppField>
        </SimpleGrid>
        <form.AppField name="timeZone">
          {() => <ZoneField description={t('timeZoneHint')} required />}
        </form.AppField>
        <SimpleGrid cols={columns}>
          <form.AppField name="locationName">{() => <TextField label={t('locationName')} />}</form.AppField>
          <form.AppField name="locationAddress">
            {() => <TextField label={t('locationAddress')} />}
          </form.AppField>
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

export function WhoSection({ form }: { form: EventForm }) {
  const { t } = useTranslation('staff');
  return (
    <Fieldset legend={t('sectionWho')} className={classes.section}>
      <Stack>
        <SimpleGrid cols={columns}>
          <form.AppField name="capacity">
            {() => <TextField label={t('capacity')} description={t('capacityHint')} inputMode="numeric" />}
          </form.AppField>
          <form.AppField name="waitlist">
            {() => (
              <ChoiceField
                label={t('waitlist')}
                description={t('waitlistHint')}
                data={[
                  { value: 'auto', label: t('waitlistAuto') },
                  { value: 'offer', label: t('waitlistOffer') },
                  { value: 'off', label: t('waitlistOff') },
                ]}
              />
            )}
          </form.AppField>
          <form.Subscribe selector={({ values }) => values.waitlist === 'offer'}>
            {(isOffered) =>
              isOffered && (
                <form.AppField name="offerHours">
                  {() => (
                    <TextField
                      label={t('offerHours')}
                      description={t('offerHoursHint')}
                      inputMode="numeric"
                    />
                  )}
                </form.AppField>
              )
            }
          </form.Subscribe>
          <form.AppField name="registrationOpensAt">
            {() => (
              <TextField
                type="datetime-local"
                label={t('registrationOpensAt')}
                description={t('registrationOpensHint')}
              />
            )}
          </form.AppField>
          <form.AppField name="registrationClosesAt">
            {() => (
              <TextField
                type="datetime-local"
                label={t('registrationClosesAt')}
                description={t('registrationClosesHint')}
              />
            )}
          </form.AppField>
          <form.AppField name="joinPolicy">
            {() => (
              <ChoiceField
                label={t('joinPolicy')}
                data={[
                  { value: 'open', label: t('joinPolicyOpen') },
                  { value: 'approval', label: t('joinPolicyApproval') },
                  { value: 'invitation', label: t('joinPolicyInvitation') },
                  { value: 'closed', label: t('joinPolicyClosed') },
                ]}
              />
            )}
          </form.AppField>
        </SimpleGrid>
        <form.Subscribe selector={({ values }) => values.startsAtLocal}>
          {(startsAtLocal) => (
            <form.Subscribe selector={({ values }) => values.timeZone}>
              {(timeZone) => (
                <form.AppField name="reminders">
                  {() => <RemindersField start={{ startsAtLocal, timeZone }} />}
                </form.AppField>
              )}
            </form.Subscribe>
          )}
        </form.Subscribe>
        <form.AppField name="paymentInfo">
          {() => <LongTextField label={t('paymentInfo')} description={t('paymentInfoHint')} rows={3} />}
        </form.AppField>
      </Stack>
    </Fieldset>
  );
}
