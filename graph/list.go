package graph

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// List answers the entities for which every condition of the filter holds, in
// the order asked for (ties by id), one page at a time, and on request how many
// there are of each group in all pages.
//
// Errors: *Error of kind Invalid or BadCursor, and the context's.
func (g *Graph) List(ctx context.Context, q ListQuery) (*List, error) {
	q.Limit = orDefault(q.Limit, DefaultList)
	var issues []Issue
	note := func(err error) {
		if e, ok := err.(*Error); ok {
			issues = append(issues, e.Issues...)
		}
	}
	note(within(bound{"limit", q.Limit, 1, MaxList}))
	conditions, err := g.parseListFilter(q.Filter)
	note(err)
	less, err := g.parseSort(q.Sort)
	note(err)
	grouping, err := g.parseGroupBy(q.GroupBy)
	note(err)
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	question := fmt.Sprintf("list %q %q %d", q.Filter, q.Sort, q.Limit)
	first, err := g.readCursor(question, q.Cursor)
	if err != nil {
		return nil, err
	}

	var matched []uint32
	for n := range uint32(g.entities()) {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if holdsAll(conditions, n) {
			matched = append(matched, n)
		}
	}
	if less != nil {
		order := less(matched)
		slices.SortStableFunc(matched, ending(ctx, order))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := &List{Entities: []Node{}, Meta: g.meta()}
	total := len(matched)
	out.Meta.Total = &total
	out.Meta.Visited.Nodes = g.entities()
	if grouping != nil {
		out.Groups = g.groups(matched, grouping)
	}
	last := min(first+q.Limit, total)
	for _, n := range matched[min(first, total):last] {
		out.Entities = append(out.Entities, g.node(n))
	}
	if last < total {
		out.Meta.stop(StoppedByLimit)
		out.Meta.NextCursor = g.makeCursor(question, last)
	}
	return out, nil
}

// ending is an order that looks now and then whether the context has ended; from
// then on all are alike, so that the sorting ends soon.
func ending(ctx context.Context, order func(a, b uint32) int) func(a, b uint32) int {
	n, ended := 0, false
	return func(a, b uint32) int {
		if n++; n%checkEvery == 0 && !ended {
			ended = ctx.Err() != nil
		}
		if ended {
			return 0
		}
		return order(a, b)
	}
}

func holdsAll(conditions []condition, n uint32) bool {
	for i := range conditions {
		if !conditions[i].holds(n) {
			return false
		}
	}
	return true
}

// ordering compares two entities; the entities to be ordered are given so that
// keys can be made once for each.
type ordering func(entities []uint32) func(a, b uint32) int

func (g *Graph) parseSort(sort string) (ordering, error) {
	if strings.TrimSpace(sort) == "" {
		return nil, nil
	}
	var keys []ordering
	var issues []Issue
	for part := range strings.SplitSeq(sort, ",") {
		name, descending := strings.CutPrefix(strings.TrimSpace(part), "-")
		key, is := g.sortKey(name, descending)
		if is != nil {
			issues = append(issues, *is)
			continue
		}
		keys = append(keys, key)
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	return func(entities []uint32) func(a, b uint32) int {
		var compare []func(a, b uint32) int
		for _, k := range keys {
			compare = append(compare, k(entities))
		}
		return func(a, b uint32) int {
			for _, c := range compare {
				if r := c(a, b); r != 0 {
					return r
				}
			}
			return cmp.Compare(a, b)
		}
	}, nil
}

// sortKey makes the ordering of one key. Entities without a value come last,
// whichever way the key is sorted.
func (g *Graph) sortKey(name string, descending bool) (ordering, *Issue) {
	sign := 1
	if descending {
		sign = -1
	}
	plain := func(f func(a, b uint32) int) (ordering, *Issue) {
		return func([]uint32) func(a, b uint32) int { return func(a, b uint32) int { return sign * f(a, b) } }, nil
	}
	switch name {
	case "id":
		return plain(func(a, b uint32) int { return cmp.Compare(a, b) })
	case "type":
		return plain(func(a, b uint32) int { return cmp.Compare(g.typ[a], g.typ[b]) })
	case "status":
		return plain(func(a, b uint32) int { return cmp.Compare(statusOf(g.state[a]), statusOf(g.state[b])) })
	case "degree":
		return plain(func(a, b uint32) int { return cmp.Compare(g.degree(a), g.degree(b)) })
	case "name", "name.zh":
		return g.collated(language.Chinese, "zh", sign), nil
	case "name.en":
		return g.collated(language.English, "en", sign), nil
	}
	rel, ok := g.relAt[name]
	if !ok || !g.relations[rel].indicator {
		known := []string{"id", "name", "name.en", "type", "status", "degree"}
		for _, r := range g.relations {
			if r.indicator {
				known = append(known, r.id)
			}
		}
		return nil, &Issue{Param: "sort", Value: name, Message: fmt.Sprintf("unknown sort key %q; expected id, name, name.en, type, status, degree or an indicator", name), Suggest: Nearest(name, known, 3)}
	}
	return func(entities []uint32) func(a, b uint32) int {
		value := make(map[uint32]float64)
		for _, n := range entities {
			for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
				x, ok := g.valueOf(s).Number()
				if old, had := value[n]; g.rel[s] == rel && ok && (!had || float64(sign)*x < float64(sign)*old) {
					value[n] = x
				}
			}
		}
		return func(a, b uint32) int {
			x, okA := value[a]
			y, okB := value[b]
			switch {
			case okA && okB:
				return sign * cmp.Compare(x, y)
			case okA:
				return -1
			case okB:
				return 1
			}
			return 0
		}
	}, nil
}

// collated orders by name as readers of the language expect; Chinese by pinyin.
func (g *Graph) collated(tag language.Tag, lang string, sign int) ordering {
	return func(entities []uint32) func(a, b uint32) int {
		c, buf := collate.New(tag), &collate.Buffer{}
		keys := make(map[uint32][]byte, len(entities))
		for _, n := range entities {
			keys[n] = bytes.Clone(c.KeyFromString(buf, g.name(n).In(lang)))
			buf.Reset()
		}
		return func(a, b uint32) int { return sign * bytes.Compare(keys[a], keys[b]) }
	}
}

// grouping yields the groups to which an entity belongs.
type grouping func(n uint32, yield func(value string, label Text))

func (g *Graph) parseGroupBy(by string) (grouping, error) {
	by = strings.TrimSpace(by)
	switch by {
	case "":
		return nil, nil
	case "type":
		return func(n uint32, yield func(string, Text)) {
			t := g.onto.Types[g.typ[n]]
			yield(t.ID, t.Label)
		}, nil
	case "status":
		return func(n uint32, yield func(string, Text)) {
			s := statusOf(g.state[n]).String()
			yield(s, Text{En: s})
		}, nil
	case "basis":
		return func(n uint32, yield func(string, Text)) {
			b := basisOf(g.state[n]).String()
			yield(b, Text{En: b})
		}, nil
	}
	rel, ok := g.relAt[by]
	if r, declared := g.onto.Relation(by); !ok || !declared || r.IsValue() {
		known := append([]string{"type", "status", "basis"}, g.onto.RelationIDs()...)
		return nil, invalid("group_by", by, fmt.Sprintf("cannot group by %q; expected type, status, basis or a relation between entities", by), Nearest(by, known, 3)...)
	}
	return func(n uint32, yield func(string, Text)) {
		last, any := uint32(0), false
		for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
			if a.rel == rel && (!any || a.to != last) {
				last, any = a.to, true
				yield(g.id(a.to), g.name(a.to))
			}
		}
		if !any {
			yield("", Text{})
		}
	}, nil
}

func (g *Graph) groups(entities []uint32, by grouping) []Group {
	at := map[string]int{}
	groups := []Group{}
	for _, n := range entities {
		by(n, func(value string, label Text) {
			i, ok := at[value]
			if !ok {
				i = len(groups)
				at[value] = i
				groups = append(groups, Group{Value: value, Label: label})
			}
			groups[i].Count++
		})
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return groups
}
