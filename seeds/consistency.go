package seeds

import (
	"fmt"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// checkStatements checks the statements of all packs against one another.
func (l *loader) checkStatements() {
	l.checkDuplicates()
	l.checkSymmetric()
	for _, id := range mapKeys(l.relations) {
		if l.relations[id].Acyclic.on {
			l.checkAcyclic(id)
		}
	}
}

// checkDuplicates reports statements that one pack makes twice. Two packs may
// make the same statement.
func (l *loader) checkDuplicates() {
	type key struct {
		pack *pack
		id   string
	}
	seen := make(map[key]mark, len(l.made))
	for _, m := range l.made {
		if !m.compare {
			continue
		}
		k := key{m.pack, m.ID}
		if first, again := seen[k]; again {
			m.at.problem("the same statement (%s) is made twice, first at %s", phrase(m.Statement), first)
			continue
		}
		seen[k] = m.at
	}
}

// checkSymmetric reports symmetric statements that are made in both directions.
func (l *loader) checkSymmetric() {
	type key struct{ relation, from, to string }
	seen := map[key]mark{}
	for _, m := range l.made {
		to, isEntity := m.Object.Entity()
		if r := l.relations[m.Relation]; !isEntity || r == nil || !r.Symmetric.on {
			continue
		}
		if first, again := seen[key{m.Relation, to, m.Subject}]; again {
			m.at.problem("%s is symmetric, and %s is already stated the other way round at %s; keep one", m.Relation, phrase(m.Statement), first)
			continue
		}
		k := key{m.Relation, m.Subject, to}
		if _, again := seen[k]; !again {
			seen[k] = m.at
		}
	}
}

// checkAcyclic reports cycles through a relation, each spelled out at the
// statement that closes it. Statements that the source says are not so are left
// out. It is a depth-first search that keeps its own stack, so that long chains
// cannot exhaust that of the program.
func (l *loader) checkAcyclic(relation string) {
	edges := map[string][]made{}
	for _, m := range l.made {
		if _, isEntity := m.Object.Entity(); isEntity && m.Relation == relation && m.Status != graph.Absent {
			edges[m.Subject] = append(edges[m.Subject], m)
		}
	}
	const open, done = 1, 2
	state := map[string]int{}
	for _, root := range mapKeys(edges) {
		if state[root] != 0 {
			continue
		}
		path, next := []string{root}, []int{0}
		state[root] = open
		for len(path) > 0 {
			top := len(path) - 1
			out := edges[path[top]]
			if next[top] == len(out) {
				state[path[top]] = done
				path, next = path[:top], next[:top]
				continue
			}
			m := out[next[top]]
			next[top]++
			to, _ := m.Object.Entity()
			switch state[to] {
			case open:
				cycle := append(slices.Clone(path[slices.Index(path, to):]), to)
				m.at.problem("%s must not lead back to where it began: %s", relation, strings.Join(shortened(cycle), " → "))
			case 0:
				state[to] = open
				path, next = append(path, to), append(next, 0)
			}
		}
	}
}

// shortened leaves out the middle of a long cycle.
func shortened(cycle []string) []string {
	const most, kept = 16, 6
	if len(cycle) <= most {
		return cycle
	}
	left := fmt.Sprintf("(%d more)", len(cycle)-2*kept)
	return slices.Concat(cycle[:kept], []string{left}, cycle[len(cycle)-kept:])
}

// phrase is a statement in short.
func phrase(s graph.Statement) string {
	return s.Subject + " " + s.Relation + " " + s.Object.String()
}
