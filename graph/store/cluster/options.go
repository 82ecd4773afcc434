package cluster

// Options are what clusters differ in.
type Options struct {
	Folder   string   // of everything, which must not exist; "" for a temporary one
	WAL      string   // of the write-ahead log, which must not exist; "" for one beside the data
	Initdb   []string // more arguments of initdb
	Settings []string // lines of postgresql.conf, NAME=VALUE
}
