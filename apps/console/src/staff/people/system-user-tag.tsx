import { useTranslation } from 'react-i18next';
import { Tag } from '../../shell/tag.tsx';

/** The mark of what acts like a person and is none, wherever it stands among people. */
export function SystemUserTag() {
  const { t } = useTranslation('people');
  return <Tag tone="wait">{t('systemUser')}</Tag>;
}
