import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from './choice-menu.tsx';
import { MoonIcon, ScreenIcon, SunIcon } from './icons.tsx';

const schemes = [
  { scheme: 'light', label: 'themeLight', Icon: SunIcon },
  { scheme: 'dark', label: 'themeDark', Icon: MoonIcon },
  { scheme: 'auto', label: 'themeSystem', Icon: ScreenIcon },
] as const satisfies { scheme: MantineColorScheme; label: string; Icon: unknown }[];

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = schemes.find(({ scheme }) => scheme === colorScheme)?.Icon ?? ScreenIcon;
  return (
    <ChoiceMenu
      label={t('theme')}
      icon={<Current size={20} />}
      value={colorScheme}
      choices={schemes.map(({ scheme, label, Icon }) => ({ value: scheme, label: t(label), icon: <Icon /> }))}
      onChoose={setColorScheme}
    />
  );
}
