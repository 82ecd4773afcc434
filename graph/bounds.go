package graph

import "fmt"

func orDefault(n, d int) int {
	if n == 0 {
		return d
	}
	return n
}

// bound is a number that must lie between two others.
type bound struct {
	param         string
	value, lo, hi int
}

// within answers an *Error that names every bound that is broken.
func within(bounds ...bound) error {
	var issues []Issue
	for _, b := range bounds {
		if b.value < b.lo || b.value > b.hi {
			issues = append(issues, Issue{Param: b.param, Value: b.value,
				Message: fmt.Sprintf("%s must be between %d and %d, not %d", b.param, b.lo, b.hi, b.value)})
		}
	}
	if len(issues) > 0 {
		return &Error{Kind: Invalid, Issues: issues}
	}
	return nil
}
