import { Button, type ButtonProps } from '@mantine/core';
import { clockOf } from '../times/use-countdown.ts';

type WaitButtonProps = ButtonProps & {
  label: string;
  secondsLeft: number;
  type?: 'submit' | 'button';
  onClick?: () => void;
};

/** A button that counts down while it may not be pressed. It keeps its place in the tab order meanwhile. */
export function WaitButton({ label, secondsLeft, onClick, type = 'button', ...look }: WaitButtonProps) {
  const isWaiting = secondsLeft > 0;
  return (
    <Button
      {...look}
      type={type}
      data-disabled={isWaiting || undefined}
      aria-disabled={isWaiting || undefined}
      onClick={(click) => {
        if (isWaiting) click.preventDefault();
        else onClick?.();
      }}
    >
      {isWaiting ? `${label} · ${clockOf(secondsLeft)}` : label}
    </Button>
  );
}
