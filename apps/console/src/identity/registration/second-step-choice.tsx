import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { factorLooks } from '../second-factor/factor-kinds.tsx';
import type { SecondStep } from './registration-values.ts';

export type ChosenStep = Exclude<SecondStep, 'none'>;

type SecondStepChoiceProps = {
  value: ChosenStep;
  onChange: (step: ChosenStep) => void;
  hasPassword: boolean;
};

/** A mailed code is no second step after a mailed code: it can be chosen beside a password. */
export function SecondStepChoice({ value, onChange, hasPassword }: SecondStepChoiceProps) {
  const { t } = useTranslation('identity');
  return (
    <Radio.Group
      label={t('secondStep')}
      size="md"
      name="secondStep"
      value={value}
      onChange={(step) => onChange(step as ChosenStep)}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="totp" label={t(factorLooks.totp.name)} description={t('secondStepAppHint')} />
        <Radio
          value="mail-code"
          label={t(factorLooks['mail-code'].name)}
          description={t(hasPassword ? 'secondStepMailHint' : 'secondStepMailMissing')}
          disabled={!hasPassword}
        />
      </Stack>
    </Radio.Group>
  );
}
