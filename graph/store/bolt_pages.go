package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// The layout of a bolt file, version 2 (go.etcd.io/bbolt, page.go and bucket.go):
// pages of one size, each with a header of 16 bytes (number, kind, count of
// elements, count of pages that it goes on for), in the byte order of the
// machine. Pages 0 and 1 are meta pages. A bucket is a tree of branch and leaf
// pages. An element of either is 16 bytes that end in or begin with where its key
// is. The value of a leaf element may be a bucket in turn, whose page lies
// elsewhere or, if it is small, inside the value.
const (
	pageHeader  = 16
	elementSize = 16
	branchPage  = 0x01
	leafPage    = 0x02
	freePage    = 0x10
	bucketFlag  = 0x01
	bucketSize  = 16
	boltMagic   = 0xED0CDAED
)

var order = binary.NativeEndian

// pageCheck looks at the structure of a whole bolt file.
//
// bbolt follows what it reads in pages with unsafe pointers. On a damaged page
// that may end the process in a way that no recover catches, go round in circles
// or overwrite pages that are in use. So every page is looked at before bbolt
// uses it, within the bounds of slices. It takes about 40 ms for 100 MB.
type pageCheck struct {
	file io.ReaderAt
	size int // of a page
	meta boltMeta
	used []bool // pages that were found
}

// boltMeta is what a meta page says.
type boltMeta struct {
	root, free  uint64 // page numbers
	end         uint64 // the number of pages
	transaction uint64
}

// newPageCheck reads the meta page. It answers an error if the file, of so many
// bytes, is shorter than that says.
func newPageCheck(file io.ReaderAt, bytes int64, pageSize int) (*pageCheck, error) {
	c := &pageCheck{file: file, size: pageSize}
	found := false
	for i := range 2 {
		b := make([]byte, pageHeader+64)
		if _, err := file.ReadAt(b, int64(i*pageSize)); err != nil {
			return nil, err
		}
		b = b[pageHeader:]
		sum := fnv.New64a()
		sum.Write(b[:56])
		m := boltMeta{root: order.Uint64(b[16:]), free: order.Uint64(b[32:]), end: order.Uint64(b[40:]), transaction: order.Uint64(b[48:])}
		// As to bbolt, the newer one counts that is whole.
		if order.Uint32(b) == boltMagic && order.Uint64(b[56:]) == sum.Sum64() && (!found || m.transaction > c.meta.transaction) {
			c.meta, found = m, true
		}
	}
	if !found {
		return nil, errors.New("no meta page is whole")
	}
	if there := uint64(bytes) / uint64(pageSize); there < c.meta.end {
		return nil, fmt.Errorf("the file is cut off: it has %d of at least %d pages", there, c.meta.end)
	}
	return c, nil
}

// run answers what is wrong with the structure of the file, which nobody may be
// writing.
func (c *pageCheck) run() error {
	c.used = make([]bool, c.meta.end)
	c.used[0], c.used[1] = true, true
	var last []byte
	if err := c.tree(c.meta.root, &last); err != nil {
		return err
	}
	return c.free(c.meta.free)
}

// page reads a page with those that it goes on for. It may be read once.
func (c *pageCheck) page(id uint64) ([]byte, error) {
	if id < 2 || id >= c.meta.end {
		return nil, fmt.Errorf("page %d is used and there are %d", id, c.meta.end)
	}
	b := make([]byte, c.size)
	if _, err := c.file.ReadAt(b, int64(id)*int64(c.size)); err != nil {
		return nil, fmt.Errorf("page %d: %w", id, err)
	}
	more := uint64(order.Uint32(b[12:]))
	if order.Uint64(b) != id || id+more >= c.meta.end {
		return nil, fmt.Errorf("page %d has a bad header", id)
	}
	for i := id; i <= id+more; i++ {
		if c.used[i] {
			return nil, fmt.Errorf("page %d is used twice", i)
		}
		c.used[i] = true
	}
	if more > 0 {
		b = append(b, make([]byte, more*uint64(c.size))...)
		if _, err := c.file.ReadAt(b[c.size:], int64(id+1)*int64(c.size)); err != nil {
			return nil, fmt.Errorf("page %d: %w", id, err)
		}
	}
	return b, nil
}

// tree checks the pages below one page. last is the key before them in their
// bucket.
func (c *pageCheck) tree(id uint64, last *[]byte) error {
	b, err := c.page(id)
	if err != nil {
		return err
	}
	if err := c.elements(b, last); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

// elements checks the elements of a branch or leaf page. Keys ascend through all
// leaf pages of a bucket.
func (c *pageCheck) elements(b []byte, last *[]byte) error {
	kind, count := order.Uint16(b[8:]), int(order.Uint16(b[10:]))
	if kind != leafPage && (kind != branchPage || count == 0) || pageHeader+count*elementSize > len(b) {
		return fmt.Errorf("it has %d elements of kind %#x", count, kind)
	}
	for i := range count {
		e := b[pageHeader+i*elementSize:]
		if kind == branchPage {
			if err := c.tree(order.Uint64(e[8:]), last); err != nil {
				return err
			}
			if _, _, ok := cut(e, order.Uint32(e), order.Uint32(e[4:])); !ok {
				return fmt.Errorf("element %d has its key outside", i)
			}
			continue
		}
		key, rest, ok := cut(e, order.Uint32(e[4:]), order.Uint32(e[8:]))
		value, _, fits := cut(rest, 0, order.Uint32(e[12:]))
		if !ok || !fits {
			return fmt.Errorf("element %d lies outside", i)
		}
		if len(key) == 0 || *last != nil && bytes.Compare(*last, key) >= 0 {
			return fmt.Errorf("element %d is out of order", i)
		}
		*last = key
		if flags := order.Uint32(e); flags == bucketFlag {
			if err := c.bucket(value); err != nil {
				return fmt.Errorf("bucket %q: %w", key, err)
			}
		} else if flags != 0 {
			return fmt.Errorf("element %d has the flags %#x", i, flags)
		}
	}
	return nil
}

// bucket checks a bucket within another.
func (c *pageCheck) bucket(value []byte) error {
	if len(value) < bucketSize {
		return errors.New("it is cut off")
	}
	var last []byte
	if root := order.Uint64(value); root != 0 {
		return c.tree(root, &last)
	}
	inline := value[bucketSize:]
	if len(inline) < pageHeader || order.Uint16(inline[8:]) != leafPage {
		return errors.New("the page inside it is none")
	}
	return c.elements(inline, &last)
}

// free checks that the pages of the free list, and only those, are not in use.
func (c *pageCheck) free(id uint64) error {
	b, err := c.page(id)
	if err != nil {
		return err
	}
	if order.Uint16(b[8:]) != freePage {
		return fmt.Errorf("page %d is not the free list", id)
	}
	count, list := uint64(order.Uint16(b[10:])), b[pageHeader:]
	if count == 0xFFFF { // more than fit two bytes
		count, list = order.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		return fmt.Errorf("the free list has %d pages", count)
	}
	for ; count > 0; count, list = count-1, list[8:] {
		free := order.Uint64(list)
		if free >= c.meta.end || c.used[free] {
			return fmt.Errorf("page %d is both free and in use", free)
		}
		c.used[free] = true
	}
	for i, used := range c.used {
		if !used {
			return fmt.Errorf("page %d is neither free nor in use", i)
		}
	}
	return nil
}

// cut takes n bytes of b from position at, and what follows them.
func cut(b []byte, at, n uint32) (part, rest []byte, ok bool) {
	if uint64(at)+uint64(n) > uint64(len(b)) {
		return nil, nil, false
	}
	return b[at : at+n : at+n], b[at+n:], true
}
