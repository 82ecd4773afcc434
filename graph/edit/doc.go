// Package edit changes a graph: what somebody asks for becomes statements to add
// and to remove, is held against the rules of the model, and is committed with
// others that wait.
//
// The road of a change: a [Proposal] makes an [Edit] on a [Draft], which is the
// graph with the changes before it; the rules (rules.go) look at the draft with
// the edit; the [Writer] commits it, and all that it asks for is there or nothing.
package edit
