//go:build !unix

package main

import "github.com/innograph/innograph/graph/store/cluster"

func (t *trial) newPostgresBacking(string, bool, ...func(*cluster.Options)) (backing, error) {
	return nil, errNotHere
}
