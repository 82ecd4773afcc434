/** How cards stand in columns. */
export interface Grid { columns: number; width: number }

const gap = 12;

/** As many columns as are wide enough to read, at most as many as there are cards. */
export function gridOf(width: number, cards: number, least = 330): Grid {
  const columns = Math.max(1, Math.min(cards, Math.floor((width + gap) / (least + gap))));
  return { columns, width: (width - gap * (columns - 1)) / columns };
}

/** Puts every card below the shortest column, the left one of several; and the height of all. */
export function placed(heights: readonly number[], { columns, width }: Grid): { at: { x: number; y: number }[]; height: number } {
  const ends = Array.from({ length: columns }, () => 0);
  const at = heights.map((h) => {
    const column = ends.indexOf(Math.min(...ends));
    const y = ends[column]!;
    ends[column] = y + h + gap;
    return { x: column * (width + gap), y };
  });
  return { at, height: Math.max(0, Math.max(...ends) - gap) };
}
