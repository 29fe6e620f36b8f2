import { infiniteQueryOptions, keepPreviousData, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';
import { asQuery, type ShowcaseSearch } from './search';

export type PublicationCard = Schemas['PublicationCard'];
export type PublicationRead = Schemas['PublicationRead'];
export type PublicationFacets = Schemas['PublicationFacets'];
export type FacetValue = Schemas['FacetValue'];
export type StoryMedia = Schemas['StoryMedia'];
export type PublicationFile = Schemas['PublicationFileRead'];
export type MomentRead = Schemas['MomentRead'];

const KEY = 'publications';

/** The list of the showcase, page by page. */
export const showcaseQuery = (search: ShowcaseSearch) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/v1/publications', { params: { query: { ...asQuery(search), cursor: pageParam || undefined } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Where words are said in published films and sounds. */
export const momentsQuery = (words: string) =>
  queryOptions({
    queryKey: [KEY, 'moments', words],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/showcase/moments', { params: { query: { q: words } }, signal })),
    enabled: words !== '',
    retry: false,
  });

/** How many initiatives each choice of each filter would give. */
export const facetsQuery = (search: ShowcaseSearch) => {
  const { sort: _, ...filters } = asQuery(search);
  return queryOptions({
    queryKey: [KEY, 'facets', filters],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/publications/facets', { params: { query: filters }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** One published initiative. */
export const publicationQuery = (slug: string) =>
  queryOptions({
    queryKey: [KEY, 'item', slug],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/publications/{slug}', { params: { path: { slug } }, signal })),
  });

/** Others of the same category and unit. */
export const relatedQuery = (slug: string) =>
  queryOptions({
    queryKey: [KEY, 'related', slug],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/publications/{slug}/related', { params: { path: { slug } }, signal })),
  });

/** What an editor took down and may put back. */
export const unpublishedQuery = queryOptions({
  queryKey: [KEY, 'unpublished'],
  queryFn: () => unwrap(api.GET('/api/v1/publications/unpublished')),
});

/** The files of a publication with their words, for those who may write them. */
export const publicationFilesQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'files', id],
    queryFn: () => unwrap(api.GET('/api/v1/publications/{publication_id}/files', { params: { path: { publication_id: id } } })),
  });

interface Description {
  mediaId: string;
  body: Schemas['FileDescription'];
}

/** Says what a file shows. */
export const describeFile = (cache: QueryClient, publicationId: string) =>
  mutationOptions({
    mutationFn: ({ mediaId, body }: Description) =>
      unwrap(
        api.PUT('/api/v1/publications/{publication_id}/files/{media_id}', {
          params: { path: { publication_id: publicationId, media_id: mediaId } },
          body,
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: [KEY] }),
  });

/** Takes an initiative out of the showcase. */
export const unpublish = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/publications/{publication_id}/unpublication', { params: { path: { publication_id: id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: [KEY] }),
  });

/** Puts it back, at the same address. */
export const republish = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: (id: string) =>
      done(api.POST('/api/v1/publications/{publication_id}/republication', { params: { path: { publication_id: id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: [KEY] }),
  });

/** Returns the address of one of the files made of an upload: where it is published, else where its reader is judged. */
export function fileHref(mediaId: string, name: string, base: string | null = null): string {
  return `${base ?? `/api/v1/media/${mediaId}/files/`}${encodeURIComponent(name)}`;
}
