import { useTranslation } from 'react-i18next';
import { languages } from '../languages/languages.ts';
import { chooseLanguage } from '../languages/start-languages.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { LanguageIcon } from './icons.tsx';

const choices = languages.map(({ code, name }) => ({ value: code, label: name, lang: code }));

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <ChoiceMenu
      label={t('language')}
      icon={<LanguageIcon size={20} />}
      value={i18n.language}
      choices={choices}
      onChoose={(language) => void chooseLanguage(language)}
    />
  );
}
