/** A table: what a picture shows, in words. */
export interface Sheet { title: string; columns: readonly string[]; rows: readonly Row[] }

/** A row, by the id of what is selected with it. */
export interface Row { id: string; cells: readonly (string | number)[] }
