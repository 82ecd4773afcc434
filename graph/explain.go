package graph

import (
	"context"
	"fmt"
	"strings"
)

// Explanation tells paths claim by claim: the answer to Explain.
type Explanation struct {
	Paths   []PathExplanation `json:"paths"`
	Summary Text              `json:"summary" doc:"how many paths there are, and whether the search was whole"`
	Meta    Meta              `json:"meta"`
}

// PathExplanation is a path with what each of its hops rests on.
type PathExplanation struct {
	Nodes     []EntityRef      `json:"nodes" doc:"one more than there are hops"`
	Hops      []HopExplanation `json:"hops"`
	Length    int              `json:"length"`
	Cost      float64          `json:"cost"`
	Sentence  Text             `json:"sentence" doc:"the path told hop by hop"`
	Certain   bool             `json:"certain" doc:"true where every hop and every entity exists and is stated, with evidence"`
	Certainty Text             `json:"certainty" doc:"what is not certain, in one sentence"`
}

// HopExplanation is one hop: the claim that the path's sentence tells, and the
// other claims between the same two entities.
type HopExplanation struct {
	From      EntityRef  `json:"from"`
	To        EntityRef  `json:"to"`
	HopClaim             // the one told
	Others    []HopClaim `json:"others" doc:"parallel claims that the filters allow, at most 20"`
	OthersAll int        `json:"others_total"`
}

// HopClaim is a statement as a path passes it.
type HopClaim struct {
	Statement  string          `json:"statement" doc:"the statement's id"`
	Relation   string          `json:"relation"`
	Label      Text            `json:"label"`
	Backwards  bool            `json:"backwards" doc:"true where the path goes from its object to its subject"`
	Sentence   Text            `json:"sentence" doc:"the statement told in the path's direction"`
	Status     Status          `json:"status"`
	Basis      Basis           `json:"basis"`
	Qualifiers []QualifierView `json:"qualifiers"`
	Evidence   []EvidenceView  `json:"evidence"`
}

// Explain answers the paths that Paths answers, in the same order, each hop with
// its sentence, status, basis and evidence, and each path with one sentence
// about what is not certain in it.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Explain(ctx context.Context, q PathQuery) (*Explanation, error) {
	found, err := g.Paths(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &Explanation{Paths: make([]PathExplanation, 0, len(found.Paths)), Meta: found.Meta}
	for i, p := range found.Paths {
		if i%16 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out.Paths = append(out.Paths, g.explainPath(p, &out.Meta))
	}
	out.Summary = summarize(len(out.Paths), found.Meta.Complete)
	return out, nil
}

func summarize(paths int, complete bool) Text {
	switch {
	case paths == 0 && complete:
		return Text{"没有路径。", "There is no path."}
	case paths == 0:
		return Text{"没有找到路径，但搜索没有做完。", "No path was found, but the search was not finished."}
	}
	t := Text{fmt.Sprintf("共%d条路径。", paths), fmt.Sprintf("There are %d paths.", paths)}
	if paths == 1 {
		t.En = "There is one path."
	}
	if !complete {
		t = Text{fmt.Sprintf("列出%d条路径，还可能有更多。", paths), fmt.Sprintf("%d paths are shown; there may be more.", paths)}
		if paths == 1 {
			t.En = "One path is shown; there may be more."
		}
	}
	return t
}

func (g *Graph) explainPath(p Path, meta *Meta) PathExplanation {
	out := PathExplanation{Nodes: make([]EntityRef, len(p.Nodes)), Hops: make([]HopExplanation, len(p.Edges)), Length: p.Length, Cost: p.Cost, Sentence: p.Sentence}
	for i, id := range p.Nodes {
		out.Nodes[i] = g.ref(g.place(id))
	}
	for i, ids := range p.Edges {
		from := g.place(p.Nodes[i])
		h := HopExplanation{From: out.Nodes[i], To: out.Nodes[i+1], HopClaim: g.hopClaim(ids[0], from), Others: []HopClaim{}, OthersAll: len(ids) - 1}
		for _, id := range ids[1:min(len(ids), 1+maxGapShown)] {
			h.Others = append(h.Others, g.hopClaim(id, from))
		}
		if h.OthersAll > maxGapShown {
			meta.stop(StoppedByLimit)
		}
		out.Hops[i] = h
	}
	out.Certain, out.Certainty = g.certainty(p, out.Hops)
	return out
}

func (g *Graph) hopClaim(id string, from uint32) HopClaim {
	s, _ := g.findStatement(id)
	backwards := g.subj[s] != from
	v := g.view(s)
	return HopClaim{Statement: v.ID, Relation: v.Relation, Label: v.Label, Backwards: backwards, Sentence: g.sentence(s, backwards),
		Status: v.Status, Basis: v.Basis, Qualifiers: v.Qualifiers, Evidence: v.Evidence}
}

// doubtWords say of a claim or an entity what its status means for the path.
var doubtWords = [...]Text{
	Existing:   {},
	InProgress: {"尚在进行", "is in progress"},
	Planned:    {"尚属规划", "is planned"},
	Aspired:    {"只是争取", "is only aspired to"},
	Explored:   {"只是探索", "is only to be explored"},
	Absent:     {"原文称并不存在", "is absent according to the source"},
}

// certainty tells which hops and entities of a path are not there yet, not
// stated or without evidence.
func (g *Graph) certainty(p Path, hops []HopExplanation) (certain bool, told Text) {
	var zh, en []string
	doubt := func(who Text, status Status, basis Basis, cited bool) {
		var whyZh, whyEn []string
		if status != Existing {
			whyZh, whyEn = append(whyZh, doubtWords[status].Zh), append(whyEn, doubtWords[status].En)
		}
		if basis == Inferred {
			whyZh, whyEn = append(whyZh, "属于推断"), append(whyEn, "is inferred")
		}
		if !cited {
			whyZh, whyEn = append(whyZh, "没有出处"), append(whyEn, "has no evidence")
		}
		if whyZh != nil {
			zh, en = append(zh, who.Zh+strings.Join(whyZh, "、")), append(en, who.En+" "+strings.Join(whyEn, " and "))
		}
	}
	for i, h := range hops {
		doubt(Text{fmt.Sprintf("第%d步", i+1), fmt.Sprintf("hop %d", i+1)}, h.Status, h.Basis, len(h.Evidence) > 0)
	}
	for _, id := range p.Nodes {
		n := g.place(id)
		doubt(Text{"“" + g.name(n).In("zh") + "”", "“" + g.name(n).In("en") + "”"}, statusOf(g.state[n]), basisOf(g.state[n]), true)
	}
	switch {
	case zh != nil:
		return false, Text{"不确定之处：" + strings.Join(zh, "；") + "。", "Not certain: " + strings.Join(en, "; ") + "."}
	case len(hops) == 0:
		return true, Text{"起点就是终点。", "The two ends are the same entity."}
	}
	return true, Text{"每一步都已存在，并由来源明言。", "Every hop exists and is stated by its source."}
}
