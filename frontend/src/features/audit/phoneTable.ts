/** On a phone the rows of the table inside become sheets, one cell under the other; what a cell is must then be told by the cell itself. */
export const phoneSheets =
  'max-sm:[&_thead]:sr-only max-sm:[&_tbody_tr]:grid max-sm:[&_tbody_tr]:grid-cols-1 max-sm:[&_tbody_tr]:border-b max-sm:[&_tbody_tr]:border-line max-sm:[&_tbody_tr]:py-2 max-sm:[&_tbody_:is(th,td)]:border-0! max-sm:[&_tbody_:is(th,td)]:py-1! max-sm:[&_tbody_.number]:text-start!';
