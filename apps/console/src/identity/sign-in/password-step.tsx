import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { TextLink } from '../../shell/links.tsx';
import { TryForm } from '../try-form.tsx';

type PasswordStepProps = {
  address: string;
  signIn: (password: string) => Promise<void>;
  onCode: () => Promise<void>;
  onOtherAddress: () => void;
};

/** Second screen of signing in for those who would rather not wait for a mail. */
export function PasswordStep({ address, signIn, onCode, onOtherAddress }: PasswordStepProps) {
  const { t } = useTranslation('identity');
  const sending = useMutation({ mutationFn: onCode });
  return (
    <TryForm
      kind="password"
      submitLabel={t('signInButton')}
      attempt={signIn}
      otherFault={sending.error}
      actions={
        <Stack gap="xs">
          <Button
            variant="default"
            size="md"
            fullWidth
            onClick={() => sending.mutate()}
            loading={sending.isPending}
          >
            {t('codeInstead')}
          </Button>
          <Group justify="space-between" gap="xs" mt="xs">
            <TextLink to="/recover" size="sm">
              {t('forgotPassword')}
            </TextLink>
            <Button variant="subtle" size="compact-sm" mr={-8} onClick={onOtherAddress}>
              {t('otherAddress')}
            </Button>
          </Group>
        </Stack>
      }
    >
      <Text>
        <Trans t={t} i18nKey="passwordFor" values={{ address }} components={{ strong: <strong /> }} />
      </Text>
      {/* For password managers, which look for the name beside the password. */}
      <input type="text" name="username" autoComplete="username" value={address} readOnly hidden />
    </TryForm>
  );
}
