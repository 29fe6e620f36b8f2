import { api, unwrap } from '../../api/client';
import type { UploadServer } from './upload/ports';

/** Our server, as the upload engine knows it. */
export const uploadServer: UploadServer = {
  start: (body) => unwrap(api.POST('/api/v1/media/uploads', { body })),
  sign: async (mediaId, numbers) => {
    const call = api.POST('/api/v1/media/uploads/{media_id}/parts', { params: { path: { media_id: mediaId } }, body: { numbers } });
    return (await unwrap(call)).parts;
  },
  complete: (mediaId, sha256) => {
    const call = { params: { path: { media_id: mediaId } }, body: { sha256 } };
    return unwrap(api.POST('/api/v1/media/uploads/{media_id}/completion', call));
  },
  findSame: async (unitId, sha256) => {
    const call = api.GET('/api/v1/media/uploads/same', { params: { query: { unit_id: unitId, sha256 } } });
    return (await unwrap(call)).media_id;
  },
  cancel: (mediaId) => unwrap(api.DELETE('/api/v1/media/uploads/{media_id}', { params: { path: { media_id: mediaId } } })),
};
