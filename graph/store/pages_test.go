package store

import (
	"bytes"
	"os"
	"testing"

	"github.com/innograph/innograph/graph"
)

// checkBytes runs the page check on the bytes of a file.
func checkBytes(b []byte) (*pageCheck, error) {
	c, err := newPageCheck(bytes.NewReader(b), int64(len(b)), os.Getpagesize())
	if err != nil {
		return nil, err
	}
	return c, c.run()
}

// TestPageCheck changes the header of every page that is in use, and the places
// that elements name.
func TestPageCheck(t *testing.T) {
	list := benchStatements(300)
	b := filled(t, list)
	c, err := checkBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	inUse, err := newPageCheck(bytes.NewReader(b), int64(len(b)), c.size)
	if err != nil {
		t.Fatal(err)
	}
	inUse.used = make([]bool, inUse.meta.end)
	var last []byte
	if err := inUse.tree(inUse.meta.root, &last); err != nil {
		t.Fatal(err)
	}
	inUse.used[inUse.meta.free] = true
	n, circles, disordered := 0, 0, 0
	for id, used := range inUse.used {
		at := id * c.size
		if !used || order.Uint64(b[at:]) != uint64(id) {
			continue // free, or a page that goes on
		}
		n++
		places := []int{0, 7, 8, 9, 12, 15} // number, kind and pages that follow
		if kind := order.Uint16(b[at+8:]); kind == branchPage {
			circle := changed(b)
			order.PutUint64(circle[at+pageHeader+8:], uint64(id))
			if _, err := checkBytes(circle); err == nil {
				t.Errorf("page %d can be below itself", id)
			}
			circles++
			places = append(places, 16+3, 16+7, 16+8) // of the first element: key, its length, page
		} else if kind == leafPage && order.Uint16(b[at+10:]) > 0 {
			places = append(places, 16, 16+7, 16+11, 16+15) // flags, key, its length, that of the value
			if second := at + pageHeader + elementSize; order.Uint16(b[at+10:]) > 1 {
				mixed := changed(b)
				mixed[second+int(order.Uint32(b[second+4:]))] = 0 // the first byte of its key
				if _, err := checkBytes(mixed); err == nil && b[second+int(order.Uint32(b[second+4:]))] != 0 {
					t.Errorf("page %d can have its keys out of order", id)
				}
				disordered++
			}
		}
		for _, p := range places {
			if _, err := checkBytes(changed(b, at+p)); err == nil {
				t.Errorf("page %d, kind %d: byte %d can be changed", id, order.Uint16(b[at+8:]), p)
			}
		}
	}
	if n < 50 || circles == 0 || disordered == 0 {
		t.Errorf("only %d pages are in use, %d of them branches, %d leaves", n, circles, disordered)
	}

	both := changed(b)
	freeList := both[int(c.meta.free)*c.size:]
	count := order.Uint16(freeList[10:])
	order.PutUint16(freeList[10:], count+1)
	order.PutUint64(freeList[pageHeader+8*int(count):], c.meta.root)
	if _, err := checkBytes(both); err == nil {
		t.Error("a page can be both free and in use")
	}
	order.PutUint16(freeList[10:], count-1)
	if _, err := checkBytes(both); err == nil {
		t.Error("a page can be neither free nor in use")
	}
	t.Logf("%d of %d pages in use", n, len(inUse.used))
}

// TestPageCheckTakesNewerMeta changes either meta page.
func TestPageCheckTakesNewerMeta(t *testing.T) {
	b := filled(t, benchStatements(10))
	const transaction = pageHeader + 48
	page := os.Getpagesize()
	ids := []uint64{order.Uint64(b[transaction:]), order.Uint64(b[page+transaction:])}
	for what, c := range map[string]struct {
		b    []byte
		want uint64
	}{
		"both are whole": {b, max(ids[0], ids[1])},
		"the first is":   {changed(b, page+transaction), ids[0]},
		"the second is":  {changed(b, transaction), ids[1]},
	} {
		got, err := checkBytes(c.b)
		if err != nil || got.meta.transaction != c.want {
			t.Errorf("%s: got %+v, %v, want transaction %d", what, got, err, c.want)
		}
	}
}

// FuzzPages changes a file anywhere. The check ends without a panic, whatever is
// in the file.
func FuzzPages(f *testing.F) {
	path := f.TempDir() + "/store.bolt"
	s, err := newBolt(f.Context(), path, defaultBoltOptions)
	if err != nil {
		f.Fatal(err)
	}
	if err := s.Apply(f.Context(), graph.Delta{Add: benchStatements(50)}); err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(4096*3), uint64(0xffffffffffffffff), uint16(1))
	f.Add(uint32(4096*2+8), uint64(1), uint16(4096))
	f.Fuzz(func(t *testing.T, at uint32, value uint64, step uint16) {
		b := append([]byte(nil), good...)
		// The same value over and over, so that pages point at one another.
		for i := 2*os.Getpagesize() + int(at)%len(b); i+8 <= len(b); i += int(step) + 1 {
			order.PutUint64(b[i:], value)
		}
		_, _ = checkBytes(b)
	})
}
