import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { useFaultText } from '../../shell/fault-text.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone, notifyFailed } from '../../shell/notify.tsx';
import { jobsKey } from './jobs.queries.ts';

type JobActionProps<Answer> = {
  label: string;
  /** What tells this button from the others that are labelled alike. */
  name?: string;
  run: () => Promise<Answer>;
  done: (answer: Answer) => string;
  /** Asked before it is done. */
  question?: { title: string; text: string };
  isDangerous?: boolean;
  /** Whether what the button stands beside is gone afterwards, and the focus with it. */
  removes?: boolean;
};

/** One thing that can be done to a job, a queue or a mail; the whole page is asked for anew afterwards. */
export function JobAction<Answer>(props: JobActionProps<Answer>) {
  const { label, name, question, run, done, removes = false } = props;
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  const [isAsking, { open, close }] = useDisclosure(false);
  const doing = useMutation({
    mutationFn: run,
    onSuccess: async (answer) => {
      close();
      notifyDone(done(answer));
      await queryClient.invalidateQueries({ queryKey: jobsKey });
      if (removes) focusHeading();
    },
    onError: (error) => {
      if (question === undefined) notifyFailed(faultText(error));
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        {...(name !== undefined && { 'aria-label': name })}
        loading={question === undefined && doing.isPending}
        onClick={question === undefined ? () => doing.mutate() : open}
      >
        {label}
      </Button>
      {question !== undefined && (
        <ConfirmDialog
          isOpen={isAsking}
          onClose={close}
          {...question}
          confirmLabel={label}
          isDangerous={props.isDangerous ?? false}
          isPending={doing.isPending}
          fault={doing.error}
          onConfirm={() => doing.mutate()}
        />
      )}
    </>
  );
}
