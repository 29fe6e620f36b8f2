/** Tables of figures: their headings may take two lines, and on a phone figures stand at the side where they are named. */
export const FIGURES = '[&_thead_th]:whitespace-normal! [&_thead_th]:align-bottom max-sm:[&_tbody_.number]:text-start!';
