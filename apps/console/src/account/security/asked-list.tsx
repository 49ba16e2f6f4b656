import { useTranslation } from 'react-i18next';
import { localeFor } from '../../languages/languages.ts';
import classes from './asked-list.module.css';
import { type Ways, waysIn, whatIsAsked } from './what-is-asked.ts';

const wayNames = {
  'mail-code': 'afterMailCode',
  password: 'afterPassword',
  passkey: 'afterPasskey',
} as const;
const askedNames = {
  passkey: 'askedPasskey',
  totp: 'askedTotp',
  'webhook-code': 'askedWebhook',
  'mail-code': 'askedMailCode',
  password: 'askedPassword',
} as const;

/** Way in by way in, what is asked for after it. */
export function AskedList({ ways }: { ways: Ways }) {
  const { t, i18n } = useTranslation('security');
  const oneOf = new Intl.ListFormat(localeFor(i18n.language), { type: 'disjunction' });
  return (
    <dl className={classes.asked}>
      {waysIn(ways).map((way) => {
        const asked = whatIsAsked(way, ways).flatMap((kind) =>
          kind === 'recovery-code' ? [] : [t(askedNames[kind])],
        );
        return (
          <div key={way} className={classes.line}>
            <dt>{t(wayNames[way])}</dt>
            <dd>{asked.length === 0 ? t('askedNothing') : oneOf.format(asked)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
