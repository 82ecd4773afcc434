package main

// The tools that are measured, as the table names them.
const (
	toolEngine = "innograph, in process"
	toolHTTP   = "innograph, over HTTP"
	toolBare   = "bare adjacency"
)
