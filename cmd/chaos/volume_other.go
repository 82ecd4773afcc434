//go:build !linux

package main

import "errors"

var errNotHere = errors.New("this needs Linux, with root, FUSE, ext4 and loop devices")

// volume would be a mounted file system.
type volume struct {
	*disk
	dir string
}

func ownMounts() error { return errNotHere }

func newImage(string, int) ([]byte, error) { return nil, errNotHere }

func mountVolume(string, *disk) (*volume, error) { return nil, errNotHere }

func (*volume) unmount() error { return errNotHere }

func mountSmall(string, int) error { return errNotHere }

func unmountSmall(string) error { return errNotHere }
