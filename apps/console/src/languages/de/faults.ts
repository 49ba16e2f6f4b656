/** Was ein Mensch zu jedem Fehlercode der API liest. */
export const faults = {
  NETWORK: 'Foyer ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  BAD_ANSWER: 'Die Antwort kam nicht von Foyer. Versuchen Sie es gleich noch einmal.',
  UNKNOWN: 'Etwas ist schiefgegangen. Versuchen Sie es erneut.',
  BAD_INPUT: 'Eine Ihrer Angaben passt nicht.',
  NOT_FOUND: 'Hier gibt es nichts.',
  SIGN_IN_REQUIRED: 'Melden Sie sich zuerst an.',
  SESSION_ENDED: 'Diese Sitzung ist beendet. Melden Sie sich erneut an.',
  SESSION_NOT_FOUND: 'Diese Sitzung ist bereits beendet.',
  VERIFICATION_REQUIRED: 'Bestätigen Sie zuerst Ihre Adresse.',
  SECOND_FACTOR_REQUIRED: 'Bestätigen Sie zuerst Ihren zweiten Faktor.',
  REAUTHENTICATION_REQUIRED: 'Bestätigen Sie zuerst, dass Sie es sind. Versuchen Sie es noch einmal.',
  NOT_ALLOWED: 'Ihr Konto hat dafür keine Berechtigung.',
  SCOPE_REQUIRED: 'Dieser API-Schlüssel darf das nicht: Er wurde für etwas anderes erstellt.',
  API_KEY_NOT_FOUND: 'Diesen API-Schlüssel gibt es nicht; vielleicht wurde er schon widerrufen.',
  TOO_MANY_API_KEYS:
    'Ein Konto hat höchstens 50 API-Schlüssel. Widerrufen Sie einen, der nicht mehr gebraucht wird.',
  API_CLIENT_NOT_FOUND: 'Diesen Client gibt es nicht.',
  API_CLIENT_DISABLED: 'Dieser Client wurde endgültig abgeschaltet. Erstellen Sie einen neuen.',
  ACCOUNT_DISABLED: 'Dieses Konto wurde von den Betreibern dieses Dienstes geschlossen.',
  TOO_MANY_REQUESTS: 'Das war etwas zu schnell. Warten Sie einen Moment.',
  TOO_LARGE: 'Das ist größer als erlaubt.',
  UNAVAILABLE: 'Foyer ist gerade nicht verfügbar. Es wurde nichts geändert; versuchen Sie es gleich erneut.',
  INTERNAL: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es erneut.',
  CURSOR_INVALID: 'Diese Liste hat sich geändert. Laden Sie sie neu.',
  CODE_WRONG:
    'Dieser Code ist falsch, schon verwendet oder abgelaufen. Prüfen Sie ihn, oder fordern Sie einen neuen an.',
  CODE_WAIT: 'Zu viele falsche Codes für diese Adresse, oder zu viele angefordert.',
  FACTOR_NOT_OWED: 'Dieser Schritt verlangt etwas anderes. Wählen Sie einen der angebotenen Wege.',
  FIRST_FACTOR_MISSING:
    'Legen Sie zuerst ein Passwort fest oder fügen Sie einen Passkey hinzu: Daneben ist ein weiterer Weg zur Anmeldung nötig.',
  SECOND_FACTOR_EXISTS: 'Diesen zweiten Faktor haben Sie schon. Entfernen Sie ihn zuerst.',
  SECOND_FACTOR_NOT_FOUND: 'Diesen zweiten Faktor haben Sie nicht.',
  SECOND_FACTOR_OFF: 'Fügen Sie zuerst einen zweiten Faktor hinzu.',
  SECOND_FACTOR_WANTS_PASSWORD:
    'Wählen Sie auch ein Passwort: Ein Code per E-Mail ist nur neben einem Passwort ein zweiter Faktor.',
  TICKET_INVALID:
    'Das hat länger als zehn Minuten gedauert oder wurde schon verwendet. Beginnen Sie von vorn.',
  PASSWORD_WRONG: 'Das ist nicht das Passwort dieses Kontos.',
  LINK_INVALID: 'Dieser Link ist abgelaufen oder wurde nicht vollständig kopiert.',
  WEBHOOK_REFUSED:
    'An diese Adresse kann nichts gesendet werden. Geben Sie eine öffentliche an, die mit https:// beginnt.',
  ENROLMENT_INVALID: 'Dieser Einmal-Link ist schon verwendet oder abgelaufen. Bitten Sie um einen neuen.',
  CREDENTIALS_WRONG:
    'Diese Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beide, oder melden Sie sich mit einem Code per E-Mail an.',
  CREDENTIALS_WAIT:
    'Zu viele falsche Passwörter für diese Adresse. Warten Sie, oder melden Sie sich mit einem Code per E-Mail an.',
  PASSWORD_WEAK: 'Dieses Passwort wäre zu leicht zu erraten. Wählen Sie ein anderes.',
  PASSWORD_NEEDED:
    'Ihr zweiter Faktor ist der Code per E-Mail. Daneben braucht es das Passwort oder etwas, das mindestens einen Tag alt ist.',
  PASSWORDS_BUSY: 'Gerade melden sich viele an. Versuchen Sie es gleich noch einmal.',
  CEREMONY_OVER: 'Das hat zu lange gedauert oder wurde schon verwendet. Versuchen Sie es erneut.',
  PASSKEY_REFUSED:
    'Dieser Passkey wurde nicht angenommen. Versuchen Sie es erneut, oder wählen Sie einen anderen Weg.',
  PASSKEY_UNKNOWN:
    'Dieser Passkey ist hier nicht bekannt; vielleicht wurde er entfernt. Wählen Sie einen anderen Weg.',
  PASSKEY_NOT_FOUND: 'Dieser Passkey wurde schon entfernt.',
  PASSKEY_LIMIT: 'Sie haben 20 Passkeys, mehr passen nicht. Entfernen Sie zuerst einen.',
  PASSKEY_NEEDED:
    'Dieser Passkey wird für Ihren zweiten Faktor gebraucht. Fügen Sie einen weiteren hinzu, oder schalten Sie diesen Faktor ab. Neben dem Code per E-Mail zählt einer nach einem Tag.',
  PASSKEY_NOT_OFFERED: 'Ein Passkey kann hier nicht verwendet werden. Wählen Sie einen anderen Weg.',
  PASSKEY_CANCELLED:
    'Es wurde kein Passkey gezeigt. Versuchen Sie es erneut, oder wählen Sie einen anderen Weg.',
  PASSKEY_EXISTS: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.',
  PASSKEY_FAILED: 'Der Browser konnte hier keinen Passkey verwenden. Wählen Sie einen anderen Weg.',
  PASSKEY_UNSUPPORTED: 'Dieser Browser kennt keine Passkeys. Wählen Sie einen anderen Weg.',
  EVENT_NOT_FOUND: 'Diese Veranstaltung gibt es nicht.',
  NO_WAITLIST: 'Diese Veranstaltung führt keine Warteliste.',
  EVENT_FULL: 'Jemand war schneller: Alle Plätze sind vergeben, und es gibt keine Warteliste.',
  REGISTRATION_CLOSED: 'Die Anmeldung zu dieser Veranstaltung ist nicht geöffnet.',
  NOT_PARTICIPATING: 'Sie nehmen an dieser Veranstaltung nicht teil.',
  EVENT_CHANGED: 'Diese Veranstaltung wurde in der Zwischenzeit geändert.',
  EVENT_NOT_PUBLISHED:
    'Nur eine veröffentlichte Veranstaltung, die nicht vorbei ist, kann wieder ein Entwurf werden.',
  EVENT_HAS_PARTICIPANTS:
    'Jemand nimmt teil, wartet oder ist eingeladen. Sagen Sie sie stattdessen ab, damit alle es erfahren.',
  EVENT_NOT_ARCHIVABLE: 'Nur was vorbei oder abgesagt ist, kann archiviert werden.',
  UPLOAD_LINK_OVER: 'Das hat zu lange gedauert. Wählen Sie das Bild noch einmal aus.',
  UPLOAD_INVALID: 'Das hat zu lange gedauert. Wählen Sie das Bild noch einmal aus.',
  IMAGE_TYPE_REFUSED: 'Das ist keines der Bilder, die angenommen werden: JPEG, PNG, WebP, AVIF oder GIF.',
  IMAGE_UNREADABLE: 'Dieses Bild ist beschädigt oder nicht vollständig.',
  IMAGE_TOO_LARGE: 'Ein Bild hat höchstens 10 MB und 50 Millionen Bildpunkte.',
  IMAGES_BUSY: 'Gerade werden viele Bilder gelesen. Versuchen Sie es gleich noch einmal.',
  EVENT_NOT_PUBLISHABLE: 'Nur ein Entwurf, dessen Ende in der Zukunft liegt, kann veröffentlicht werden.',
  EVENT_NOT_CANCELLABLE:
    'Nur ein Entwurf oder eine veröffentlichte Veranstaltung, die nicht vorbei ist, kann abgesagt werden.',
  EVENT_NOT_EDITABLE: 'Eine abgesagte oder archivierte Veranstaltung kann nicht geändert werden.',
  SERIES_NOT_FOUND: 'Diese Serie gibt es nicht.',
  SERIES_RULE_INVALID:
    'Nach dieser Regel kann die Veranstaltung nicht wiederkehren. Sehen Sie sich die Termine an.',
  SERIES_DATE_INVALID: 'Dieser Tag lässt sich nicht hinzufügen oder auslassen.',
  EVENT_NOT_REPEATABLE:
    'Wiederholen lässt sich nur ein Entwurf oder eine veröffentlichte Veranstaltung, die noch nicht begonnen hat und in keiner Serie ist.',
  EVENT_NOT_IN_SERIES: 'Diese Veranstaltung ist kein Termin einer Serie mehr.',
  EVENT_TIMES_INVALID: 'Die Zeiten passen nicht zusammen.',
  PASSKEY_REQUIRED: 'Ihr Konto hat einen Passkey. Bestätigen Sie damit, dass Sie es sind.',
  SECOND_FACTOR_OWED:
    'Dieser Dienst verlangt von Ihnen einen zweiten Schritt bei der Anmeldung. Richten Sie ihn zuerst unter „Sicherheit“ ein.',
  FACTOR_TOO_NEW:
    'Womit Sie sich bestätigt haben, ist erst seit weniger als einem Tag dabei. Nehmen Sie etwas, das Sie schon länger haben.',
  ADDRESS_GUARDED:
    'Von Ihrem Konto wurde vor Kurzem ein Passkey entfernt. Drei Tage lang lässt sich die Adresse nur mit einem älteren Passkey ändern.',
  ADDRESS_UNCHANGED: 'Das ist bereits Ihre Adresse.',
  ADDRESS_TAKEN: 'Diese Adresse gehört inzwischen zu einem anderen Konto.',
  UNDO_LINK_INVALID: 'Dieser Link ist abgelaufen oder wird nicht mehr gebraucht.',
  ACCOUNT_NOT_FOUND: 'Dieses Konto gibt es nicht.',
  ANNOUNCEMENT_NOT_FOUND: 'Diese Mitteilung gibt es nicht.',
  ANNOUNCEMENT_NOT_POSSIBLE:
    'Schreiben kann man nur den Leuten einer veröffentlichten oder abgesagten Veranstaltung.',
  ANNOUNCEMENT_TIME_INVALID: 'Sie geht jetzt hinaus oder zu einer späteren Zeit innerhalb eines Jahres.',
  ANNOUNCEMENT_SENT: 'Sie ist verschickt: nichts davon lässt sich zurücknehmen.',
  BLACKLIST_ENTRY_NOT_FOUND: 'Diesen Eintrag gibt es nicht mehr.',
  SCAN_TIME_INVALID: 'Dieser Scan trägt eine unmögliche Zeit.',
  CHECK_IN_UNDONE: 'Dieser Einlass wurde nach dem Lesen zurückgenommen. Lesen Sie die Karte noch einmal.',
  CHECK_IN_CLOSED:
    'Niemand wird eingelassen: Die Veranstaltung wurde abgesagt oder ist nicht veröffentlicht.',
  INVITATION_NOT_FOUND:
    'Diese Einladung gibt es nicht. Vielleicht hat sich die Adresse inzwischen registriert.',
  INVITATION_REQUIRED: 'An dieser Veranstaltung nimmt nur teil, wer eingeladen ist.',
  NOTHING_OFFERED: 'Für Sie gibt es hier weder eine Einladung noch ein Angebot.',
  OFFER_EXPIRED: 'Die Frist für diesen Platz ist abgelaufen; er ging an die nächste Person in der Reihe.',
  EVENT_NOT_ANSWERABLE:
    'Niemand könnte antworten: Die Veranstaltung ist ein Entwurf, abgesagt, archiviert oder vorbei. Tragen Sie stattdessen ein, wie die Person zu ihr steht, gegen ihre Regeln.',
  PARTICIPATION_NOT_FOUND: 'Diese Teilnahme gibt es nicht.',
  PARTICIPATION_REFUSED: 'Eine Teilnahme ist hier nicht möglich.',
  PERSON_BLACKLISTED: 'Diese Person ist bei dieser Veranstaltung gesperrt. Entfernen Sie zuerst den Eintrag.',
  TICKET_GIVEN_UP: 'Diese Person hat ihren Platz abgegeben.',
  TICKET_REJECTED: 'Diese Person wurde bei dieser Veranstaltung abgelehnt.',
  ACCOUNT_OUT_OF_REACH: 'Das dürfen Sie mit diesem Konto nicht tun.',
  ROLE_OUT_OF_REACH: 'Diese Rolle dürfen Sie diesem Konto nicht geben.',
  LAST_SUPERUSER:
    'Niemand sonst ist Superuser und kann sich anmelden. Ernennen Sie zuerst jemand anderen auf dem Rechner des Servers.',
  FACTOR_NOT_FOUND: 'Das Konto hat diesen Faktor nicht mehr.',
  FACTOR_NEEDED:
    'Ohne ihn würde das Postfach allein dieses Konto öffnen. Entfernen Sie zuerst den zweiten Schritt.',
  SYSTEM_USER_NOT_FOUND: 'Dieses Systemkonto gibt es nicht.',
  SYSTEM_USER_DISABLED: 'Dieses Systemkonto ist geschlossen: keiner seiner Schlüssel würde gelten.',
  TICKET_UNKNOWN: 'Das ist kein Ticket für diese Veranstaltung.',
  TICKET_WITHOUT_SEAT: 'Zu diesem Ticket gehört kein Platz: Die Person wartet oder hat noch nicht bestätigt.',
  NO_QUEUE_NOW: 'Die Warteschlange ruht: Postgres bedient zurzeit niemanden.',
  QUEUE_NOT_FOUND: 'Diese Warteschlange gibt es nicht.',
  SCHEDULE_NOT_FOUND: 'Diesen Zeitplan gibt es nicht.',
  JOB_NOT_FOUND: 'Diesen Auftrag gibt es nicht mehr.',
  JOB_AT_WORK: 'Dieser Auftrag ist gerade in Arbeit und wird zu Ende geführt.',
  JOB_DONE: 'Dieser Auftrag ist beendet.',
  IMAGE_MISSING: 'Diese Veranstaltung hat noch kein Bild. Wählen Sie eines.',
  EXPORT_LINK_OVER:
    'Dieser Link wurde schon benutzt, oder seine Zeit ist vorbei. Exportieren Sie die Liste noch einmal.',
  WRONG_METHOD: 'So lässt sich das nicht abrufen. Laden Sie die Seite neu.',
  WRONG_CONTENT_TYPE: 'Was gesendet wurde, ist nicht lesbar. Laden Sie die Seite neu.',
  ORIGIN_REFUSED:
    'Das kommt von einer Seite, die es hier nicht darf. Öffnen Sie Foyer unter seiner eigenen Adresse.',
  IDEMPOTENCY_KEY_REUSED:
    'Das wurde zweimal gesendet, und nicht gleich. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  REFRESH_TOKEN_REQUIRED: 'Dieser Browser hat Ihre Sitzung nicht mitgesendet. Melden Sie sich erneut an.',
};
