/** The addresses of this feature. */
export const mediaRoutes = [] as const;
