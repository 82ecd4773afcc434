import type { Piece } from './mark';

/** A text with its marked pieces. */
export const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map((p, i) => (p.marked ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>))}</>
);
