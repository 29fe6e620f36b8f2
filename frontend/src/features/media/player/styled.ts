/**
 * Returns a `ref` that puts style on an element. Styles that are data go this way, for the security policy of the pages
 * takes no style attributes.
 */
export function styled(properties: Readonly<Record<string, string>>) {
  return (element: HTMLElement | SVGElement | null): void => {
    if (element === null) return;
    for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  };
}
