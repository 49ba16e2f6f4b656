import { Anchor, type AnchorProps, Button, type ButtonProps, Menu } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type AnchorElementProps = Omit<ComponentPropsWithRef<'a'>, 'color' | 'size' | 'style'>;

/** Mantine's looks on the router's links: the address stays typed, and a click does not load the page. */
export const ButtonLink = createLink((props: ButtonProps & AnchorElementProps) => (
  <Button component="a" {...props} />
));
export const TextLink = createLink((props: AnchorProps & AnchorElementProps) => <Anchor {...props} />);
export const MenuLink = createLink((props: AnchorElementProps & { leftSection?: ReactNode }) => (
  <Menu.Item component="a" {...props} />
));
