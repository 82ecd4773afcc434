package http

import "strings"

// isSeparator tells what separates the names of a list: no id, type, relation,
// status or basis holds either character.
func isSeparator(r rune) bool { return r == ',' || r == '|' }

// split reads lists of names, repeated and separated, in the order given.
func split(values []string) []string {
	var names []string
	for _, v := range values {
		for name := range strings.FieldsFuncSeq(v, isSeparator) {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// replaceName puts one name of a list in the place of another.
func replaceName(list, old, name string) string {
	var b strings.Builder
	for len(list) > 0 {
		i := strings.IndexFunc(list, isSeparator)
		if i < 0 {
			i = len(list)
		}
		if strings.TrimSpace(list[:i]) == old {
			b.WriteString(name)
		} else {
			b.WriteString(list[:i])
		}
		if i < len(list) {
			b.WriteByte(list[i])
			i++
		}
		list = list[i:]
	}
	return b.String()
}

func joinNames(names []string) string { return strings.Join(names, ", ") }
