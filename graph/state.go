package graph

// State tells what a store holds, and what a graph was made of. Two that are equal
// hold the same statements, but for an accident of some 1 in 2^96: a number alone
// may be given twice, where a machine is lost with change sets that no other has.
type State struct {
	Change     uint64                  // the number of the last change set; 0 before the first
	Statements uint64                  // how many there are
	Sum        [statementIDLength]byte // of their ids, by exclusive or
}

// storeState is the state of a store that holds what the graph does.
func (g *Graph) storeState() State {
	g.sumOnce.Do(func() {
		for _, key := range g.sid {
			g.sum.mix(key)
		}
	})
	return State{g.change, uint64(len(g.sid)), g.sum}
}

// idSum is ids of statements summed up by exclusive or.
type idSum [statementIDLength]byte

func (s *idSum) mix(key StatementKey) {
	var id [statementIDLength]byte
	putStatementID(id[:], key)
	for i := range id {
		s[i] ^= id[i]
	}
}

// sumAfter sums up what the graph holds, where it is another one after change sets:
// only what they name can have come or gone.
func (g *Graph) sumAfter(before *Graph, sets []*ChangeSet) {
	sum, seen := before.storeState().Sum, map[string]bool{}
	for _, set := range sets {
		for _, list := range [][]Statement{set.Add, set.Remove} {
			for _, s := range list {
				if seen[s.ID] {
					continue
				}
				seen[s.ID] = true
				_, was := before.findStatement(s.ID)
				if _, is := g.findStatement(s.ID); is != was {
					key, _ := decodeStatementID(s.ID) // one of them holds it
					(*idSum)(&sum).mix(key)
				}
			}
		}
	}
	g.sumOnce.Do(func() { g.sum = sum })
}
