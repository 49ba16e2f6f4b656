import { Button, Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ChevronIcon } from '../shell/icons.tsx';
import classes from './other-ways.module.css';
import { type FactorKind, factorLooks } from './second-factor/factor-kinds.tsx';

type OtherWaysProps = { ways: readonly FactorKind[]; onChoose: (kind: FactorKind) => void };

/** What else could be shown, behind a button: most people never need it. */
export function OtherWays({ ways, onChoose }: OtherWaysProps) {
  const { t } = useTranslation('identity');
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const list = useId();
  if (ways.length === 0) return null;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-md"
        fullWidth
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={list}
      >
        {t('useAnotherWay')}
      </Button>
      <Collapse expanded={isOpen} id={list}>
        <ul className={classes.ways}>
          {ways.map((kind) => (
            <li key={kind}>
              <UnstyledButton
                className={classes.way}
                onClick={() => {
                  close();
                  onChoose(kind);
                }}
              >
                <span className={classes.icon}>{factorLooks[kind].icon}</span>
                <span>{t(factorLooks[kind].name)}</span>
                <ChevronIcon />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Collapse>
    </div>
  );
}
