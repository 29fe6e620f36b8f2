import { type ReactNode, useId } from 'react';
import { classes } from './classes';

/** One column: its heading, and what it shows of a row. */
export interface Column<Row> {
  key: string;
  heading: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, with figures of equal width. */
  isNumber?: boolean;
}

interface TableProps<Row> {
  /** Says what the rows are; read out, and shown unless hidden. */
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** On a phone each row becomes a sheet, its cells under each other with the names of their columns. */
  asSheets?: boolean;
}

/** Rows and columns. Where it is too wide it scrolls by itself, by keyboard too; its first column names the row. */
export function Table<Row>({ caption, hideCaption = false, columns, rows, keyOf, asSheets = false }: TableProps<Row>) {
  const captionId = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes('table-scroll', asSheets && 'table-sheets')} aria-labelledby={captionId} tabIndex={0}>
      <table className="table">
        <caption id={captionId} className={hideCaption ? 'sr-text' : 'px-4 py-3 text-start font-semibold'}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classes(column.isNumber && 'number')}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) => {
                const Cell = index === 0 ? 'th' : 'td';
                return (
                  <Cell key={column.key} scope={index === 0 ? 'row' : undefined} className={classes(column.isNumber && 'number')}>
                    {asSheets && index > 0 && (
                      <span aria-hidden="true" className="table-sheet-name">
                        {column.heading}
                      </span>
                    )}
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
