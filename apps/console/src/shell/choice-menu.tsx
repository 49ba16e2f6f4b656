import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';

type Choice<Value extends string> = { value: Value; label: string; lang?: string; icon?: ReactNode };

type ChoiceMenuProps<Value extends string> = {
  label: string;
  icon: ReactNode;
  value: string;
  choices: readonly Choice<Value>[];
  onChoose: (value: Value) => void;
};

/** One of a few, behind an icon in the header. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon, value, choices, onChoose } = props;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={40} aria-label={label}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={value}
          onChange={(picked) => {
            const choice = choices.find((it) => it.value === picked);
            if (choice !== undefined) onChoose(choice.value);
          }}
        >
          {choices.map((choice) => (
            <Menu.RadioItem
              key={choice.value}
              value={choice.value}
              lang={choice.lang}
              rightSection={choice.icon}
              closeMenuOnClick
            >
              {choice.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
