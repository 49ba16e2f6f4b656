import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages } from '../languages/languages.ts';
import { chooseLanguage } from '../languages/start-languages.ts';
import { LanguageIcon } from './icons.tsx';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end">
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
        <Menu.RadioGroup
          value={i18n.language}
          onChange={(chosen) => {
            if (isLanguage(chosen)) void chooseLanguage(chosen);
          }}
        >
          {languages.map(({ code, name }) => (
            <Menu.RadioItem key={code} value={code} lang={code} closeMenuOnClick>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
