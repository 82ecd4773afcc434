package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"
)

// register is an entity as its clients see it: one value that is read, set, and
// exchanged if it is still what was read.
var register = porcupine.Model{
	Init: func() any { return beginning },
	Step: func(state, input, output any) (bool, any) {
		in, out := input.(asked), output.(told)
		now := state.(string)
		switch in.kind {
		case reading:
			return out.value == now, now
		case exchanging:
			if !out.held {
				return now != in.expect, now
			}
			return now == in.expect, in.value
		}
		return true, in.value
	},
}

// asked and told are an operation without its times.
type (
	asked struct {
		kind          kind
		value, expect string
	}
	told struct {
		value string
		held  bool
	}
)

// longestCheck is how long porcupine may take for one entity.
const longestCheck = 2 * time.Minute

// linearizable says why a history of one entity is not linearizable; "" if it is.
func linearizable(history []operation) string {
	list := make([]porcupine.Operation, len(history))
	for i, o := range history {
		list[i] = porcupine.Operation{ClientId: o.client, Call: int64(o.call), Return: int64(o.answer), Input: asked{o.kind, o.value, o.expect}, Output: told{o.value, o.held}}
		if o.kind == reading {
			list[i].Input = asked{kind: reading}
		}
	}
	switch porcupine.CheckOperationsTimeout(register, list, longestCheck) {
	case porcupine.Ok:
		return ""
	case porcupine.Illegal:
		return "there is no order in which one client after the other could have seen this"
	}
	return fmt.Sprintf("this was not decided within %s", longestCheck)
}

// stale counts the reads of a history that were begun after a change set was
// acknowledged and do not see it, whatever entity that was about.
func stale(history []operation) (n int, example string) {
	writes, reads := []operation{}, []operation{}
	for _, o := range history {
		switch {
		case o.kind == reading:
			reads = append(reads, o)
		case o.held:
			writes = append(writes, o)
		}
	}
	slices.SortFunc(writes, func(a, b operation) int { return cmp.Compare(a.answer, b.answer) })
	slices.SortFunc(reads, func(a, b operation) int { return cmp.Compare(a.call, b.call) })
	acknowledged, next := uint64(0), 0
	for _, r := range reads {
		for ; next < len(writes) && writes[next].answer < r.call; next++ {
			acknowledged = max(acknowledged, writes[next].change)
		}
		if r.change < acknowledged {
			n++
			example = fmt.Sprintf("a read begun at %s answers as of change set %d; %d was acknowledged before", r.call, r.change, acknowledged)
		}
	}
	return n, example
}

// checkHistory holds the history against the model, entity by entity.
func (w *crowd) checkHistory() {
	if n, example := stale(w.history); n > 0 {
		w.wrong(staleRead, "%d times; %s", n, example)
	}
	for entity, list := range w.byEntity() {
		if why := linearizable(list); why != "" {
			w.wrong(notLinearizable, "%s with %d operations: %s", entityName(entity), len(list), why)
		}
	}
	if w.Control {
		w.plant()
	}
}

func (w *crowd) byEntity() map[int][]operation {
	lists := map[int][]operation{}
	for _, o := range w.history {
		lists[o.entity] = append(lists[o.entity], o)
	}
	return lists
}

// plant checks, of every entity, histories in which one answer is another than it
// was.
func (w *crowd) plant() {
	for _, history := range w.byEntity() {
		if list, ok := plantStale(history); ok {
			if n, _ := stale(list); n > 0 {
				w.wrong(staleRead, "planted")
			}
			if linearizable(list) != "" {
				w.wrong(foundStale, "in a history of %d operations", len(list))
			}
		}
		if list, ok := plantLost(history); ok && linearizable(list) != "" {
			w.wrong(foundLost, "in a history of %d operations", len(list))
		}
	}
}

// plantStale lets a read answer what a write before it had replaced.
func plantStale(history []operation) ([]operation, bool) {
	list := slices.Clone(history)
	slices.SortFunc(list, func(a, b operation) int { return cmp.Compare(a.call, b.call) })
	var old, replaced *operation // two writes, one after the other
	for i := range list {
		o := &list[i]
		switch {
		case o.kind == reading && replaced != nil && replaced.answer < o.call:
			o.value, o.change = old.value, old.change
			return list, true
		case o.kind == reading || !o.held:
		case old == nil:
			old = o
		case replaced == nil && old.answer < o.call:
			replaced = o
		}
	}
	return nil, false
}

// plantLost lets a second client, too, exchange what one has exchanged.
func plantLost(history []operation) ([]operation, bool) {
	i := slices.IndexFunc(history, func(o operation) bool { return o.kind == exchanging && o.held })
	if i < 0 {
		return nil, false
	}
	second := history[i]
	second.client, second.value = second.client+1000, second.value+"-lost"
	return append(slices.Clone(history), second), true
}
