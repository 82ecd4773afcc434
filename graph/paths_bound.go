package graph

// costBound tells of a label whether it can be on a cheapest path. It knows what
// the path of the fewest hops costs, and for the entities near the start how many
// hops are between at least; a hop costs 1 or more. It is what A* does with a
// bound from a first solution, and leaves every cheapest path in.
type costBound struct {
	most int64 // what a cheapest path costs at most
	s    *scratch
	far  uint32 // hops to the start of those that are not marked
}

// boundWork is how many arcs are looked at for the entities near the start.
const boundWork = 20_000

// newCostBound answers false where there is no path within the limit, or no
// budget to find one.
func (p *pathSearch) newCostBound(from uint32, ban *banned, limit int) (*costBound, bool) {
	s := p.g.takeScratch()
	h := p.newHopSearch(s, from, ban, limit)
	r, ok := h.smallest()
	h.keep()
	if !ok {
		s.release()
		return nil, false
	}
	b := &costBound{s: s}
	for i := 1; i < len(r.nodes); i++ {
		b.most += p.hopCost(p.between(nil, r.nodes[i-1], r.nodes[i])[0].flags, r.nodes[i])
	}
	s.next()
	s.set(s.mark, from, 0)
	s.queue = append(s.queue, from)
	b.far = 1
	for start, work := 0, 0; start < len(s.queue); b.far++ {
		end := len(s.queue)
		for _, n := range s.queue[start:end] {
			work += p.g.degree(n)
		}
		if work > boundWork {
			break
		}
		for ; start < end; start++ {
			out, in := p.arcs(s.queue[start], p.q.Direction)
			for _, arcs := range [2][]arc{out, in} {
				for i := range arcs {
					if _, seen := s.get(s.mark, arcs[i].to); !seen {
						s.set(s.mark, arcs[i].to, b.far)
						s.queue = append(s.queue, arcs[i].to)
					}
				}
			}
		}
		p.budget.spend(work)
	}
	return b, true
}

func (b *costBound) release() { b.s.release() }

// tooDear reports whether every path through the label costs more than is known
// to be enough.
func (b *costBound) tooDear(l label) bool {
	hops, ok := b.s.get(b.s.mark, l.node)
	if !ok {
		hops = b.far
	}
	return l.cost+int64(hops)*costUnit > b.most
}
