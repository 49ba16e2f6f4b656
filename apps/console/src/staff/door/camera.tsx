import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraIcon } from '../../shell/icons.tsx';
import { Notice } from '../../shell/notice.tsx';
import classes from './door.module.css';
import { startDecoder } from './start-decoder.ts';

const BETWEEN_PICTURES_MS = 120;
/** A ticket that is still held before the camera is not scanned again before this. */
const SAME_AGAIN_MS = 4_000;

type CameraState = 'off' | 'starting' | 'on' | 'refused' | 'missing';

/** Looks for tickets for as long as it is on. What it sees stays on the device. */
export function Camera({ onTicket }: { onTicket: (ticket: string) => Promise<void> }) {
  const { t } = useTranslation('door');
  const [state, setState] = useState<CameraState>('off');
  const video = useRef<HTMLVideoElement>(null);
  const report = useRef(onTicket);
  report.current = onTicket;
  const isWanted = state === 'starting' || state === 'on';

  useEffect(() => {
    if (!isWanted) return;
    const element = video.current;
    const stop = new AbortController();
    void watch(element, {
      isStopped: () => stop.signal.aborted,
      onStart: () => setState('on'),
      onTicket: (ticket) => report.current(ticket),
    }).catch((error: unknown) => {
      if (stop.signal.aborted) return;
      setState(error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'refused');
    });
    return () => {
      stop.abort();
      const stream = element?.srcObject;
      if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
      if (element) element.srcObject = null;
    };
  }, [isWanted]);

  return (
    <Stack gap="sm">
      <div className={classes.view} data-on={isWanted}>
        <video ref={video} muted playsInline aria-label={t('cameraView')} />
      </div>
      {state === 'refused' && <Notice tone="bad">{t('cameraRefused')}</Notice>}
      {state === 'missing' && <Notice tone="bad">{t('cameraMissing')}</Notice>}
      {isWanted ? (
        <>
          <Text size="sm" c="dimmed" role="status">
            {t(state === 'on' ? 'cameraHint' : 'cameraStarting')}
          </Text>
          <Button variant="default" onClick={() => setState('off')}>
            {t('stopCamera')}
          </Button>
        </>
      ) : (
        <Button size="lg" leftSection={<CameraIcon size={22} />} onClick={() => setState('starting')}>
          {t('startCamera')}
        </Button>
      )}
    </Stack>
  );
}

type Watching = {
  isStopped: () => boolean;
  onStart: () => void;
  onTicket: (ticket: string) => Promise<void>;
};

async function watch(
  video: HTMLVideoElement | null,
  { isStopped, onStart, onTicket }: Watching,
): Promise<void> {
  if (video === null || navigator.mediaDevices === undefined) throw new DOMException('', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  if (isStopped()) {
    for (const track of stream.getTracks()) track.stop();
    return;
  }
  video.srcObject = stream;
  await video.play();
  const decode = await startDecoder();
  onStart();
  let last = { ticket: '', at: Number.NEGATIVE_INFINITY };
  while (!isStopped()) {
    const ticket = await decode(video);
    const now = performance.now();
    const isSame = ticket === last.ticket && now - last.at < SAME_AGAIN_MS;
    if (ticket !== undefined && !isSame && !isStopped()) await onTicket(ticket);
    // Counted from when it was last seen: it is new only after it was gone.
    if (ticket !== undefined) last = { ticket, at: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_PICTURES_MS));
  }
}
