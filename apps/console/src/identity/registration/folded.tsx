import { Button, Collapse, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './folded.module.css';

type FoldedProps = {
  isOpen: boolean;
  onToggle: () => void;
  /** What the button says: how to have it, and how to do without. */
  add: string;
  leaveOut: string;
  children: ReactNode;
};

/** A part of the form that most do without. While it is folded it counts as left out. */
export function Folded({ isOpen, onToggle, add, leaveOut, children }: FoldedProps) {
  return (
    <Stack gap="md">
      <Button
        variant="subtle"
        size="compact-md"
        onClick={onToggle}
        aria-expanded={isOpen}
        classNames={{ root: classes.toggle, label: classes.label }}
      >
        {isOpen ? leaveOut : add}
      </Button>
      <Collapse expanded={isOpen} keepMounted={false}>
        {children}
      </Collapse>
    </Stack>
  );
}
