package graph

// heap is a binary heap; pop answers the least element.
type heap[T any] struct {
	less func(a, b T) bool
	list []T
}

func (h *heap[T]) len() int { return len(h.list) }

func (h *heap[T]) push(v T) {
	h.list = append(h.list, v)
	i := len(h.list) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !h.less(h.list[i], h.list[up]) {
			break
		}
		h.list[i], h.list[up] = h.list[up], h.list[i]
		i = up
	}
}

func (h *heap[T]) pop() T {
	top := h.list[0]
	last := len(h.list) - 1
	h.list[0] = h.list[last]
	var zero T
	h.list[last] = zero
	h.list = h.list[:last]
	for i := 0; ; {
		least, left := i, 2*i+1
		if left < last && h.less(h.list[left], h.list[least]) {
			least = left
		}
		if right := left + 1; right < last && h.less(h.list[right], h.list[least]) {
			least = right
		}
		if least == i {
			return top
		}
		h.list[i], h.list[least] = h.list[least], h.list[i]
		i = least
	}
}
