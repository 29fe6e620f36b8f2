import { api, unwrap } from '../../api/client';
import type { UploadServer } from './upload/ports';

/** Our server, as the upload engine knows it. */
export const uploadServer: UploadServer = {
  start: (body) => unwrap(api.POST('/api/v1/media/uploads', { body })),
  sign: async (mediaId, numbers) => {
    const call = api.POST('/api/v1/media/uploads/{media_id}/parts', { params: { path: { media_id: mediaId } }, body: { numbers } });
    return (await unwrap(call)).parts;
  },
  complete: (mediaId) => unwrap(api.POST('/api/v1/media/uploads/{media_id}/completion', { params: { path: { media_id: mediaId } } })),
  cancel: (mediaId) => unwrap(api.DELETE('/api/v1/media/uploads/{media_id}', { params: { path: { media_id: mediaId } } })),
};
