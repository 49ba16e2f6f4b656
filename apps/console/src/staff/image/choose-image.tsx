import { Button, FileButton, Text } from '@mantine/core';
import { useState } from 'react';
import classes from './event-image.module.css';

const TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

type ChooseImageProps = { label: string; hint?: string; onChosen: (file: File) => void };

/** A button, and around it a place to drop a file at, if there is a hint that says so. */
export function ChooseImage({ label, hint, onChosen }: ChooseImageProps) {
  const [isOver, setOver] = useState(false);
  const button = (
    <FileButton accept={TYPES} onChange={(file) => file && onChosen(file)}>
      {(props) => (
        <Button variant="default" {...props}>
          {label}
        </Button>
      )}
    </FileButton>
  );
  if (hint === undefined) return button;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keyboard
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(drag) => {
        drag.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(drop) => {
        drop.preventDefault();
        setOver(false);
        const [file] = drop.dataTransfer.files;
        if (file !== undefined) onChosen(file);
      }}
    >
      {button}
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </div>
  );
}
