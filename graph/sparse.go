package graph

import (
	"maps"
	"slices"
)

// sparseTexts is lists of strings that few entities have.
type sparseTexts struct {
	keys  []uint32 // the entities that have a list, ascending
	bound []uint32 // the list of keys[i] is items bound[i] to bound[i+1]
	items texts
}

// get is the list of an entity, or nil.
func (s *sparseTexts) get(n uint32) []string {
	i, ok := slices.BinarySearch(s.keys, n)
	if !ok {
		return nil
	}
	list := make([]string, 0, s.bound[i+1]-s.bound[i])
	for j := s.bound[i]; j < s.bound[i+1]; j++ {
		list = append(list, s.items.get(j))
	}
	return list
}

func sparseTextsOf(lists map[uint32][]string) (s sparseTexts) {
	if len(lists) == 0 {
		return s
	}
	s.keys, s.bound = slices.Sorted(maps.Keys(lists)), []uint32{0}
	for _, n := range s.keys {
		for _, text := range lists[n] {
			s.items.add(text)
		}
		s.bound = append(s.bound, uint32(s.items.len()))
	}
	return s
}
