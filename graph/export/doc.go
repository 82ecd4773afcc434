// Package export writes an answer, a [graph.Subgraph], in one of the formats that
// other programs read: one file per format, and one table, [Formats].
//
// Every writer streams, escapes what its format gives a meaning to, gives the
// same bytes for the same answer, and hands on the first error of the io.Writer.
// What a format has no place for is named in [Format.Omits]; nothing else is
// left out. Each entity and each edge of the answer appears exactly once, under
// its own id. Text that is not valid UTF-8, and characters that a format cannot
// hold at all, become U+FFFD.
//
// To add a format, write <format>.go with one function like writeD3 and add a
// row to the table in format.go.
package export
