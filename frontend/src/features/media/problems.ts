import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const mediaProblems: Record<string, MessageDescriptor> = {
  media_not_found: msg`We could not find this file. It may have been removed, or it is not open to you.`,
  media_not_your_unit: msg`Only people of the unit can hand in files for it.`,
  media_wrong_state: msg`This cannot be done with the file any more. Reload the page to see how far it is.`,
  media_refused: msg`This file cannot be taken.`,
  media_empty: msg`This file is empty. Please choose it again, or another one.`,
  media_size_mismatch: msg`Not every byte of this file arrived. Please send it once more.`,
  media_harmed: msg`This file was harmed on its way to us. Please send it once more.`,
  media_type_not_allowed: msg({
    message:
      '{found, select, heic {This picture is in the HEIC format, which most browsers cannot show. Please save it as JPEG and send it again.} text {By its content this is a text, whatever its name says. Please choose a picture, film, sound or PDF.} zip {By its content this is an archive. Please send the files in it one by one.} office {This is an office file in an old or locked format. Please save it as DOCX, XLSX, PPTX or PDF without a password and send it again.} macros {This office file holds macros or other programs. Please save it without them, or as PDF, and send it again.} program {By its content this is a program. Please choose a picture, film, sound or PDF.} other {This is a kind of file that we do not take. Please choose a picture, film, sound or PDF.}}',
  }),
  media_broken: msg`This file is damaged and cannot be read to the end. Please save it anew and send it again.`,
  media_encrypted: msg`This file is locked with a password or copy protection. Please remove the lock and send it again.`,
  media_too_large: msg`This file is larger than we can take. Please choose a smaller one.`,
  media_too_many_pixels: msg`This picture has too many pixels. Please save it smaller and send it again.`,
  media_too_long: msg`This recording is too long. Please send a shorter one.`,
  media_too_many_pages: msg({ message: 'This document has {found_pages} pages; at most {limit_pages} are taken.' }),
  media_too_many_frames: msg({ message: 'This moving picture has {found_frames} frames; at most {limit_frames} are taken.' }),
  media_archive_unsafe: msg`This office file is packed in an unusual way and cannot be opened safely. Please save it anew or as PDF and send it again.`,
  media_too_heavy: msg`Reading this file would take too long. Please save it in a simpler form and send it again.`,
  media_unit_quota_exceeded: msg`The unit has no room left for this file. Please remove files that are no longer needed, or ask the organisers for more room.`,
  media_campaign_quota_exceeded: msg`The unit has handed in as much for this call as one unit may. Please remove files that are no longer needed, or ask the organisers for more room.`,
  media_campaign_unknown: msg`The call that this file is for is not there any more. Reload the page.`,
  media_quota_not_found: msg`This limit is not there any more. Reload the page.`,
  media_quota_exists: msg`There is a limit about the same thing already. Please change that one.`,
  media_sweep_under_way: msg`A check is under way already. Its report will be here when it has ended.`,
  media_quota_place_unknown: msg`We could not find the unit or the call that this limit is for. Reload the page.`,
  media_too_many_watchers: msg`Too many pages wait for news at the moment. Yours looks again by itself.`,
  media_held: msg`This file stands before judges: until the decision it stays as it was handed in.`,
  media_not_timed: msg`Captions and chapters are for films and sounds that are ready.`,
  media_track_not_found: msg`There are no such captions or chapters. They may have been removed meanwhile.`,
  media_track_invalid: msg`Some of the times do not fit. They are marked below.`,
  media_track_unreadable: msg`We could not find captions in this text that fit the film. Please choose a WebVTT (.vtt) or SubRip (.srt) file.`,
  media_unreadable_here: msg`This file can no longer be read on your device. It may have been moved or changed; please choose it again.`,
  upload_incomplete: msg`Parts of this file have not arrived. Please continue the upload.`,
  upload_lost: msg`The upload was interrupted for too long. Please send the file again.`,
  upload_part_unknown: msg`The upload got out of step. Please send the file again.`,
};
