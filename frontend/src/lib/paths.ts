/**
 * The addresses of the app, in one place. Spread an entry into a router link: `<Link {...paths.call(id)}>`,
 * pass it to `navigate(paths.call(id))`, or ask `hrefOf(paths.call(id))` for plain text.
 */
export const paths = {
  showcase: () => ({ to: '/' }) as const,
  showcaseItem: (slug: string) => ({ to: '/showcase/$slug', params: { slug } }) as const,

  certificate: (code: string) => ({ to: '/c/$code', params: { code } }) as const,
  awards: () => ({ to: '/awards' }) as const,

  help: () => ({ to: '/help' }) as const,
  signIn: () => ({ to: '/sign-in' }) as const,
  account: () => ({ to: '/account' }) as const,
  people: () => ({ to: '/people' }) as const,
  units: () => ({ to: '/units' }) as const,
  audit: () => ({ to: '/audit' }) as const,
  operations: () => ({ to: '/operations' }) as const,

  calls: () => ({ to: '/calls' }) as const,
  call: (campaignId: string) => ({ to: '/calls/$campaignId', params: { campaignId } }) as const,
  manage: () => ({ to: '/manage' }) as const,
  campaignSetup: (campaignId: string) => ({ to: '/manage/$campaignId', params: { campaignId } }) as const,
  campaignDetails: (campaignId: string) => ({ to: '/manage/$campaignId/details', params: { campaignId } }) as const,
  campaignPhases: (campaignId: string) => ({ to: '/manage/$campaignId/phases', params: { campaignId } }) as const,
  campaignCategories: (campaignId: string) => ({ to: '/manage/$campaignId/categories', params: { campaignId } }) as const,
  campaignForm: (campaignId: string) => ({ to: '/manage/$campaignId/form', params: { campaignId } }) as const,
  campaignRubrics: (campaignId: string) => ({ to: '/manage/$campaignId/rubrics', params: { campaignId } }) as const,
  campaignReview: (campaignId: string) => ({ to: '/manage/$campaignId/review', params: { campaignId } }) as const,
  campaignCouncil: (campaignId: string) => ({ to: '/manage/$campaignId/council', params: { campaignId } }) as const,

  myInitiatives: () => ({ to: '/my-initiatives' }) as const,
  initiative: (initiativeId: string) => ({ to: '/initiatives/$initiativeId', params: { initiativeId } }) as const,
  initiativeEdit: (initiativeId: string) => ({ to: '/initiatives/$initiativeId/edit', params: { initiativeId } }) as const,
  initiativeSection: (initiativeId: string, section: string) =>
    ({ to: '/initiatives/$initiativeId/edit/$section', params: { initiativeId, section } }) as const,
  initiativeCheck: (initiativeId: string) => ({ to: '/initiatives/$initiativeId/check', params: { initiativeId } }) as const,
  initiativeReceipt: (initiativeId: string) => ({ to: '/initiatives/$initiativeId/receipt', params: { initiativeId } }) as const,
  initiativeRevisions: (initiativeId: string) => ({ to: '/initiatives/$initiativeId/revisions', params: { initiativeId } }) as const,
  screening: () => ({ to: '/screening' }) as const,
  screeningItem: (initiativeId: string) => ({ to: '/screening/$initiativeId', params: { initiativeId } }) as const,

  captions: (mediaId: string) => ({ to: '/files/$mediaId/captions', params: { mediaId } }) as const,

  jury: () => ({ to: '/jury' }) as const,
  juryAssignment: (assignmentId: string) => ({ to: '/jury/$assignmentId', params: { assignmentId } }) as const,

  council: () => ({ to: '/council' }) as const,
  councilSession: (sessionId: string) => ({ to: '/council/$sessionId', params: { sessionId } }) as const,
  councilVote: (sessionId: string) => ({ to: '/council/$sessionId/vote', params: { sessionId } }) as const,
  councilRules: () => ({ to: '/council/rules' }) as const,
  councilRule: (ruleId: string) => ({ to: '/council/rules/$ruleId', params: { ruleId } }) as const,
};

/** A target as the entries of `paths` return it. */
export interface PathTarget {
  to: string;
  params?: Readonly<Record<string, string>>;
}

/** Returns the address as text, each parameter encoded. */
export function hrefOf(target: PathTarget): string {
  return target.to.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(target.params?.[name] ?? ''));
}

/** Returns `text` when it is an address inside this app, else the showcase; for `?next=` after sign-in. */
export function insideOnly(text: string | undefined): string {
  return text !== undefined && /^\/(?![/\\])/.test(text) ? text : '/';
}
