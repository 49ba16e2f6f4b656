import type { Kind } from './verdict.ts';

/** High for whoever goes in, low for whoever does not: heard without looking. */
export function signal(kind: Kind): void {
  const isGood = kind === 'in' || kind === 'kept';
  navigator.vibrate?.(isGood ? 80 : [120, 80, 120]);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = isGood ? 880 : 220;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + (isGood ? 0.18 : 0.45));
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + (isGood ? 0.2 : 0.5));
  tone.onended = () => void audio.close();
}
