import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages } from '../languages/languages.ts';
import { chooseLanguage } from '../languages/start-languages.ts';
import { CheckIcon, LanguageIcon } from './icons.tsx';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size={40}
          aria-label={t('language')}
        >
          <LanguageIcon size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(({ code, name }) => (
          <Menu.Item
            key={code}
            lang={code}
            role="menuitemradio"
            aria-checked={code === i18n.language}
            rightSection={code === i18n.language ? <CheckIcon size={16} /> : <span />}
            onClick={() => chooseLanguage(code)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
