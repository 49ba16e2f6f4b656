import { Avatar, Menu, Skeleton, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountSections } from '../account/account-sections.tsx';
import { accountQuery } from '../identity/account.query.ts';
import { useSignOut } from '../identity/use-session.ts';
import classes from './account-menu.module.css';
import { ButtonLink, MenuLink } from './links.tsx';

/** Who is signed in and what they can do about it; for visitors, the way in. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { data: account, isPending } = useQuery(accountQuery);
  const signOut = useSignOut();
  if (isPending) return <Skeleton circle height={36} />;
  if (!account) {
    return (
      <ButtonLink to="/sign-in" size="sm">
        {t('signIn')}
      </ButtonLink>
    );
  }
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <VisuallyHidden>{t('accountMenu', { name: account.fullName })}</VisuallyHidden>
          <Avatar
            name={initialsOf(account.fullName)}
            color="petrol"
            variant="filled"
            size={36}
            alt=""
            aria-hidden="true"
          />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={650} truncate>
            {account.fullName}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {account.address}
          </Text>
        </div>
        <Menu.Divider />
        {accountSections.map(({ to, name }) => (
          <MenuLink key={to} to={to}>
            {t(name)}
          </MenuLink>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  return words.length > 1 ? `${words[0]} ${words[words.length - 1]}` : fullName;
}
