// Package ingest reads bulk data into statements: CSV with the headers of
// neo4j-admin import, N-Quads and NDJSON, each plain or compressed with gzip or
// Zstandard. Files are streamed, so their size is bounded by no memory.
//
// # CSV
//
// Records as RFC 4180 says, with the first one as header. A column is "name",
// "name:type" or "name:type[]"; the elements of a list are parted by semicolons.
// Types are those of Neo4j: string and char; byte, short, int and long; float and
// double; boolean (true or false); date, datetime and localdatetime (taken for
// UTC). An empty cell says nothing.
//
// A file with :ID is a node file. Its columns are :ID and :LABEL (a type; of several
// labels the most special one, when all are its ancestors), name.zh, name.en, or name
// (Chinese where it holds Han, else English), description.zh, description.en,
// description, alias, as_printed, former_id, status, basis, the id of a relation
// of the ontology whose objects are values, and the slug of an indicator that an
// earlier input declares, which makes observations. The status is that of the
// type, as everywhere; the basis is that of all the row says. Groups, as in
// :ID(Group), are accepted, but an id must still be unique over all of them; to
// check this the ids are kept in memory where a file names a group.
//
// A file with :START_ID and :END_ID is a relationship file. Its columns are
// these, :TYPE (a relation of the ontology whose objects are entities), status,
// basis, source, section and terms (together one reference), and the ids of
// qualifiers.
//
// A column of type IGNORE is passed over, and so are the columns that export's
// csv format derives from others: type, type_label, degree, depth, parent and
// paths of nodes, name where name_zh and name_en are there too, id, the labels and
// paths of edges. An apostrophe that export puts before a spreadsheet's formula
// stays, since it cannot be told from one that was there.
//
// # NDJSON
//
// One JSON object a line: an entity or an edge as graph JSON has them (id,
// degree, depth and labels are passed over), or a statement with subject,
// relation, object, qualifiers, status, basis and references, also as the API
// answers it.
//
// # N-Quads
//
// What export's nquads format writes, in any order and with or without the graph
// that names a statement. A statement keeps its qualifiers and references; its
// id must fit its content. Such a file is read twice: its order keeps a triple
// apart from what is said of it, so the first reading remembers each status and
// basis that is not existing or stated, and all qualifiers and references.
package ingest
