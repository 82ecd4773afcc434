package export

import (
	"math"
	"strings"
	"unicode"

	"github.com/innograph/innograph/graph"
)

func (d *drawing) node(i int) {
	n, p, r := &d.nodes[i], d.at[i], d.radius[i]
	class := []string{"node"}
	turned := d.isTurned(i)
	if turned {
		class = append(class, "turned")
		if d.flipped(i) {
			class = append(class, "flipped")
		}
	}
	if n.Status != graph.Existing && n.Status != graph.InProgress {
		class = append(class, "unreal", n.Status.String())
	}
	if d.asked(n) {
		class = append(class, "asked")
	}
	d.put(`<g class="`, strings.Join(class, " "), `"`)
	d.attr("id", n.ID)
	d.put(` role="img"`)
	d.attr("aria-label", d.label(n.Name, n.ID))
	d.attr("data-type", n.Type)
	if parent, ok := d.parents()[n.ID]; ok {
		d.attr("data-parent", parent)
	}
	d.put("><title>")
	d.text(d.nodeTitle(n))
	color := d.typeOf(n.Type).Color
	d.put(`</title><circle cx="`, pixels(p.x), `" cy="`, pixels(p.y), `" r="`, pixels(r), `" fill="`, color, `" stroke="`, darker(color), `"/>`)
	if !turned {
		d.put(`<text x="`, pixels(p.x), `" y="`, pixels(p.y+r+nodeFont+1), `">`)
	} else {
		d.turnedText(i)
	}
	d.text(d.labels[i])
	d.put("</text></g>\n")
}

// isTurned tells whether the label of a node points outward.
func (d *drawing) isTurned(i int) bool { return d.turned != nil && !math.IsNaN(d.turned[i]) }

// turnedText opens a label that runs outward, upside up.
func (d *drawing) turnedText(i int) {
	angle := d.turned[i]
	start := d.at[i].plus(point{math.Cos(angle), math.Sin(angle)}.times(d.radius[i] + 5))
	degrees := angle * 180 / math.Pi
	if d.flipped(i) {
		degrees += 180
	}
	x, y := pixels(start.x), pixels(start.y)
	d.put(`<text x="`, x, `" y="`, y, `" dy="0.35em" transform="rotate(`, pixels(math.Mod(degrees+720, 360)), " ", x, " ", y, `)">`)
}

// flipped tells whether a turned label would stand on its head.
func (d *drawing) flipped(i int) bool { return math.Cos(d.turned[i]) < -1e-9 }

// asked tells whether the question was about this node: the middle of a
// neighborhood, or an end of a path.
func (d *drawing) asked(n *graph.Node) bool {
	for _, p := range d.Paths {
		if len(p.Nodes) > 0 && (p.Nodes[0] == n.ID || p.Nodes[len(p.Nodes)-1] == n.ID) {
			return true
		}
	}
	return len(d.Paths) == 0 && n.Depth != nil && *n.Depth == 0
}

// darker is the colour of the rim around a node of a colour #rrggbb.
func darker(color string) string {
	b := []byte("#000000")
	for i := 1; i < 7; i += 2 {
		c := (hexDigit(color[i])*16 + hexDigit(color[i+1])) * 7 / 10
		b[i], b[i+1] = hexDigits[c>>4], hexDigits[c&0xf]
	}
	return string(b)
}

func hexDigit(c byte) int {
	return strings.IndexByte(hexDigits, c|0x20) // the digits have that bit set anyway
}

// maxLabel is the widest that a label may be, in pixels; the title has it whole.
const maxLabel = 190

// shorten makes one line of a text, of at most maxLabel.
func shorten(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if textWidth(s, nodeFont) <= maxLabel {
		return s
	}
	var width float64
	for i, r := range s {
		if width += runeWidth(r) * nodeFont; width > maxLabel-nodeFont {
			return s[:i] + "…"
		}
	}
	return s
}

// textWidth estimates how wide a text is in a common sans-serif font.
func textWidth(s string, fontSize float64) float64 {
	var width float64
	for _, r := range s {
		width += runeWidth(r)
	}
	return width * fontSize
}

// runeWidth is in units of the font size.
func runeWidth(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFF60 || r >= 0x1F300):
		return 1
	case strings.ContainsRune("iljt.,:;'|!I()[] ", r):
		return 0.32
	case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '@' || r == '%':
		return 0.88
	case unicode.IsUpper(r):
		return 0.66
	}
	return 0.57
}

const hexDigits = "0123456789abcdef"
