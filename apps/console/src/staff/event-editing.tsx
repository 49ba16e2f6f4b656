import type { EventDetails, UpdateEventInput } from '@foyer/client';
import { Button, Checkbox, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../client/faults.ts';
import { foyer } from '../client/foyer.ts';
import { eventQuery } from '../programme/programme.queries.ts';
import { Notice } from '../shell/notice.tsx';
import { notifyDone } from '../shell/notify.tsx';
import { EventActions } from './event-actions.tsx';
import { EventEditor } from './event-editor.tsx';
import { fieldsOfValues, valuesOf } from './event-form-values.ts';
import { EventImage } from './image/event-image.tsx';
import { type Scope, ScopeField } from './series/scope-field.tsx';
import { SeriesPanel } from './series/series-panel.tsx';

/**
 * Changes one event. The form keeps the version that it was filled from, whatever is loaded meanwhile: the
 * API refuses to overwrite somebody else's change unseen, and a person decides.
 */
export function EventEditing({ event }: { event: EventDetails }) {
  const { t } = useTranslation(['staff', 'series']);
  const queryClient = useQueryClient();
  const [base, setBase] = useState(event);
  const [edition, setEdition] = useState(0);
  const [theirs, setTheirs] = useState<EventDetails>();
  const [initial, setInitial] = useState(() => valuesOf(event));
  const [scope, setScope] = useState<Scope>('this');
  const [withImage, setWithImage] = useState(false);

  function show(current: EventDetails): void {
    queryClient.setQueryData(eventQuery(current.id).queryKey, current);
    void queryClient.invalidateQueries({ queryKey: ['events', 'list'] });
    void queryClient.invalidateQueries({ queryKey: ['series'] });
    setBase(current);
    setTheirs(undefined);
  }
  /** The version stays that of the form: what somebody else has changed meanwhile is not taken for read. */
  function showImage({ image }: EventDetails): void {
    show({ ...base, image });
  }
  function startFrom(current: EventDetails): void {
    show(current);
    setInitial(valuesOf(current));
    setEdition((before) => before + 1);
  }

  async function saveEvent(input: UpdateEventInput): Promise<EventDetails> {
    if (!mayMeanOthers || scope === 'this') return foyer.events.update(input);
    await foyer.series.update({ ...input, scope, withImage });
    return foyer.events.get({ eventId: base.id });
  }

  const mayMeanOthers = base.series !== null && base.phase === 'upcoming';
  const isEditable = base.status === 'draft' || base.status === 'published';
  return (
    <>
      <EventActions event={base} onChanged={show} />
      {base.series !== null && (
        <SeriesPanel event={base} seriesId={base.series.id} onChanged={show} onMoved={startFrom} />
      )}
      {base.status !== 'archived' && <EventImage event={base} onChanged={showImage} />}
      {!isEditable && <Notice tone="calm">{t('notEditable')}</Notice>}
      {isEditable && (
        <EventEditor
          key={edition}
          initial={initial}
          submitLabel={t('saveChanges')}
          save={async (values) => {
            try {
              const version = theirs?.version ?? base.version;
              return await saveEvent({ eventId: base.id, version, ...fieldsOfValues(values) });
            } catch (error) {
              if (codeOf(error) !== 'EVENT_CHANGED') throw error;
              setTheirs(await foyer.events.get({ eventId: base.id }));
              return undefined;
            }
          }}
          onSaved={(saved) => {
            show(saved);
            setScope('this');
            setWithImage(false);
            notifyDone(t('saved'));
          }}
        >
          {mayMeanOthers && (
            <ScopeField
              scope={scope}
              onChange={setScope}
              scopes={['this', 'following', 'all']}
              label={t('scope', { ns: 'series' })}
              hint={t('scopeHint', { ns: 'series' })}
            />
          )}
          {mayMeanOthers && scope !== 'this' && (
            <Checkbox
              label={t('withImage', { ns: 'series' })}
              checked={withImage}
              onChange={(change) => setWithImage(change.currentTarget.checked)}
            />
          )}
          {theirs !== undefined && (
            <Notice tone="wait" role="alert" title={t('changedTitle')}>
              {t('changedText')}
              <Group mt="sm" gap="sm">
                <Button variant="default" size="sm" onClick={() => startFrom(theirs)}>
                  {t('takeTheirs')}
                </Button>
                <Button type="submit" size="sm">
                  {t('saveMine')}
                </Button>
              </Group>
            </Notice>
          )}
        </EventEditor>
      )}
    </>
  );
}
