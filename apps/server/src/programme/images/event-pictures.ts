import { HOUR_MS } from '../../kernel/clock.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { mutation } from '../../kernel/procedure.ts';
import { EVENT_NOT_EDITABLE, EVENT_NOT_FOUND, EventDetails } from '../events/events.contract.ts';
import {
  IMAGE_MISSING,
  ImageUpload,
  RemoveEventImageInput,
  SetEventImageInput,
  StartImageUploadInput,
  UPLOAD_INVALID,
} from './images.contract.ts';
import { removeEventImage, setEventImage } from './set-event-image.ts';
import { startImageUpload } from './start-image-upload.ts';

/** Of the feature `events`: a picture belongs to one. */
export const imageProcedures = {
  startImageUpload: mutation({
    summary: 'Gives out the address to which the picture of an event is sent.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/image/upload',
    input: StartImageUploadInput,
    output: ImageUpload,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_EDITABLE],
    limits: [ofNetwork(120, HOUR_MS)],
    run: startImageUpload,
  }),
  setImage: mutation({
    summary: 'Shows an uploaded picture at its event.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/image',
    input: SetEventImageInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_EDITABLE, UPLOAD_INVALID, IMAGE_MISSING],
    run: setEventImage,
  }),
  removeImage: mutation({
    summary: 'Takes the picture away from an event.',
    demands: 'staff',
    rest: 'DELETE /events/{eventId}/image',
    input: RemoveEventImageInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_EDITABLE],
    run: removeEventImage,
  }),
};
