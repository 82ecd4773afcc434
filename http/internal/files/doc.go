// Package files is what keys, certificates and the audit log need of files: to
// replace one atomically, to lock one, to notice that one changed.
package files
