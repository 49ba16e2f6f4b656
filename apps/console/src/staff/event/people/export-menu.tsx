import type { ExportFormat } from '@foyer/client';
import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { useFaultText } from '../../../shell/fault-text.ts';
import { DownloadIcon } from '../../../shell/icons.tsx';
import { notifyDone, notifyFailed } from '../../../shell/notify.tsx';

/** The link is good for once: the browser follows it at once, and writes the file to the disk as it comes. */
export function ExportMenu({ eventId }: { eventId: string }) {
  const { t } = useTranslation('attendees');
  const faultText = useFaultText();
  const exporting = useMutation({
    mutationFn: (format: ExportFormat) => foyer.participations.export({ eventId, format }),
    onSuccess: ({ url, fileName }) => {
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName;
      link.click();
      notifyDone(t('exported'));
    },
    onError: (error) => notifyFailed(faultText(error)),
  });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<DownloadIcon size={16} />} loading={exporting.isPending}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => exporting.mutate('csv')}>{t('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => exporting.mutate('xlsx')}>{t('exportXlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
