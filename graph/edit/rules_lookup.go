package edit

import (
	"fmt"
	"iter"

	"github.com/innograph/innograph/graph"
)

// maxLooked bounds how many statements are looked at to check an edit, some seconds
// of work, during which nobody else can write.
const maxLooked = 2_000_000

// maxSearched is for how many entities that are not there near names are searched,
// which takes long where a graph is large.
const maxSearched = 4

// lookup remembers what was asked of a draft, which does not change while it is
// checked.
type lookup struct {
	*Draft
	looked   int
	searched int
	types    map[string]string
	linked   map[string]*links
}

// links are the statements about an entity whose objects are entities.
type links struct {
	ids  map[[2]string][]string // by relation and object
	next map[string][]string    // the objects by relation, but of what is said to be absent
}

func newLookup(d *Draft) *lookup {
	return &lookup{Draft: d, types: map[string]string{}, linked: map[string]*links{}}
}

// About yields the statements about an entity, until too many were looked at.
func (l *lookup) About(entity string) iter.Seq[graph.Statement] {
	return func(yield func(graph.Statement) bool) {
		for s := range l.Draft.About(entity) {
			if l.looked++; l.looked > maxLooked || !yield(s) {
				return
			}
		}
	}
}

// Type is the type of an entity; "" for one that is not there.
func (l *lookup) Type(entity string) string {
	t, known := l.types[entity]
	if !known {
		for s := range l.About(entity) {
			if s.Relation == graph.RelType {
				t = s.Object.String()
				break
			}
		}
		l.types[entity] = t
	}
	return t
}

func (l *lookup) links(entity string) *links {
	k := l.linked[entity]
	if k == nil {
		k = &links{ids: map[[2]string][]string{}, next: map[string][]string{}}
		for s := range l.About(entity) {
			to, ok := s.Object.Entity()
			if !ok {
				continue
			}
			at := [2]string{s.Relation, to}
			k.ids[at] = append(k.ids[at], s.ID)
			if s.Status != graph.Absent {
				k.next[s.Relation] = append(k.next[s.Relation], to)
			}
		}
		l.linked[entity] = k
	}
	l.looked++
	return k
}

// near are names like that of an entity that is not there.
func (l *lookup) near(id string) []string {
	if l.searched++; l.searched > maxSearched {
		return nil
	}
	return l.Draft.g.Near(id)
}

// exceeded is the error of an edit that is too much work to check.
func (l *lookup) exceeded() error {
	if l.looked <= maxLooked {
		return nil
	}
	return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Message: fmt.Sprintf("more than %d statements would have to be looked at to check this: make it in smaller pieces", maxLooked)}}}
}
