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
		var id [statementIDLength]byte
		for _, key := range g.sid {
			putStatementID(id[:], key)
			for i := range id {
				g.sum[i] ^= id[i]
			}
		}
	})
	return State{g.change, uint64(len(g.sid)), g.sum}
}
