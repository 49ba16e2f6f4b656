import { answerConfirmation, isConfirmationWanted } from '../../client/confirmation.ts';

/** Before any other dialog hears of it: the one below must stay open when this one is left. */
export function escapeCancelsConfirmation(): void {
  window.addEventListener(
    'keydown',
    (press) => {
      if (press.key !== 'Escape' || press.isComposing || !isConfirmationWanted()) return;
      press.stopImmediatePropagation();
      answerConfirmation(false);
    },
    { capture: true },
  );
}
