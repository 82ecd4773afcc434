package main

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// What was flushed is there after a cut; of the rest each sector is old or new,
// and both happen.
func TestDiskCut(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	d := newDisk(make([]byte, 64*sector))
	fill := func(b byte) []byte { return bytes.Repeat([]byte{b}, 8*sector) }
	if d.write(60*sector, fill(1)) || d.write(-1, fill(1)) {
		t.Error("there was room beyond the end")
	}
	d.write(0, fill(1))
	d.write(16*sector, fill(2))
	d.flush()
	d.write(0, fill(3))
	d.write(32*sector, fill(4))
	if got := d.read(0, 8*sector); !bytes.Equal(got, fill(3)) {
		t.Error("what was written is not read")
	}
	if got := d.read(63*sector, 8*sector); len(got) != sector {
		t.Errorf("%d bytes are read at the end", len(got))
	}
	old, new, torn := 0, 0, 0
	for range 200 {
		image := d.cut(random)
		if !bytes.Equal(image[16*sector:24*sector], fill(2)) {
			t.Fatal("a flushed write is gone")
		}
		for at := range 64 {
			s := image[at*sector : (at+1)*sector]
			want := map[bool][2]byte{true: {1, 3}, false: {0, 4}}[at < 8]
			if at < 8 || at >= 32 && at < 40 {
				if !bytes.Equal(s, bytes.Repeat(s[:1], sector)) || s[0] != want[0] && s[0] != want[1] {
					t.Fatalf("sector %d holds %d", at, s[0])
				}
			}
		}
		switch first := image[:8*sector]; {
		case bytes.Equal(first, fill(1)):
			old++
		case bytes.Equal(first, fill(3)):
			new++
		default:
			torn++
		}
	}
	if old == 0 || new == 0 || torn == 0 {
		t.Errorf("of 200 cuts %d left the old, %d the new, %d parts of both", old, new, torn)
	}
}
