//go:build !linux

package main

func execUnsynced([]string) error { return errNotHere }
