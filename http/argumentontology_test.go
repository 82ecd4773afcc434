package http

import "github.com/innograph/innograph/graph"

// argumentOntology has every role of types and of relations.
var argumentOntology = graph.NewOntology(
	[]graph.EntityType{
		argumentType("Thing", "", "事物", "thing", ""),
		argumentType("Place", "Thing", "地方", "place", graph.RolePlace),
		argumentType("City", "Place", "城市", "city", ""),
		argumentType("Zone", "Place", "区域", "zone", ""),
		argumentType("Indicator", "Thing", "指标", "indicator", graph.RoleIndicator),
		argumentType("Document", "Thing", "文件", "document", graph.RoleSource),
		argumentType("Problem", "Thing", "问题", "problem", graph.RoleProblem),
		argumentType("Measure", "Thing", "举措", "measure", graph.RoleMeasure),
		argumentType("Goal", "Thing", "目标", "goal", graph.RoleGoal),
		argumentType("Framework", "Thing", "布局", "framework", graph.RoleLayout),
		argumentType("Fund", "Thing", "资金", "fund", ""),
		argumentType("Institute", "Thing", "机构", "institute", ""),
		argumentType("Strength", "Thing", "优势", "strength", ""),
	},
	[]graph.Relation{
		relation("part-of", "属于", "part of", "has-part", true),
		relation("located-in", "位于", "located in", "site-of", false),
		relation("connects", "连接", "connected to", "connected-by", false),
		relation("concerns", "涉及", "about", "concern-of", false),
		symmetric(relation("cooperates-with", "合作", "in cooperation with", "", false)),
		symmetric(relation("compared-with", "对比", "compared with", "", false)),
		withRole(relation("addresses", "应对", "an answer to", "answered-by", false), graph.RoleAddresses),
		toldBack(withRole(relation("uses", "运用", "carried out with", "used-by", false), graph.RoleInstrument), "{object}用于{subject}", "{object} is used for {subject}"),
		withRole(relation("benchmark", "对标", "measured against", "benchmark-of", false), graph.RoleBenchmark),
		withRole(relation("counterpart-of", "对应", "the counterpart of", "has-counterpart", false), graph.RoleCounterpart),
		withRole(relation("in-tension-with", "矛盾", "in tension with", "", false), graph.RoleTension),
		withRole(relation("serves", "服务", "for", "served-by", false), graph.RoleServes),
		withRole(relation("lays-out", "安排", "the order of", "laid-out-by", false), graph.RoleLaysOut),
		valueRelation("member-count", "成员数", "member count", "integer", graph.RoleMemberCount),
		valueRelation("members-stated", "列明成员", "members stated", "boolean", graph.RoleMembersStated),
		valueRelation(graph.RelBetter, "较优方向", "better direction", "string", ""),
	},
	[]graph.QualifierType{
		{ID: graph.QualKind, Label: text("类型", "kind"), Value: "string", OneOf: []string{"absolute", "ratio", "rank", "growth", "floor", "target", "qualitative"}},
		{ID: graph.QualOperator, Label: text("关系", "operator"), Value: "string"},
		{ID: graph.QualUnit, Label: text("单位", "unit"), Value: "string"},
		{ID: graph.QualPrinted, Label: text("原文", "as printed"), Value: "string"},
		{ID: graph.QualPeriod, Label: text("时期", "period"), Value: "string"},
		{ID: graph.QualFlag, Label: text("存疑", "flag"), Value: "string", Repeatable: true},
		{ID: graph.QualNote, Label: text("说明", "note"), Value: "string", Repeatable: true},
		{ID: graph.QualRelativeTo, Label: text("相对于", "relative to"), Value: "entity"},
		{ID: graph.QualIndicator, Label: text("指标", "indicator"), Value: "entity"},
		{ID: graph.QualOrder, Label: text("次序", "order"), Value: "integer"},
	},
	[]graph.Unit{
		{ID: "patents-unit", Label: text("件", "patents"), AsPrinted: []string{"件"}},
		{ID: "persons", Label: text("人", "persons"), AsPrinted: []string{"人"}},
		{ID: "percent", Label: text("%", "percent"), AsPrinted: []string{"%"}},
		{ID: "tonnes", Label: text("吨", "tonnes"), AsPrinted: []string{"吨"}},
	},
)

func argumentType(id, parent, zh, en, role string) graph.EntityType {
	return graph.EntityType{ID: id, Parent: parent, Label: text(zh, en), Plural: text(zh, en), Color: "#336699", Icon: "circle", Role: role, Abstract: parent == ""}
}

func symmetric(r graph.Relation) graph.Relation {
	r.Symmetric = true
	return r
}

func withRole(r graph.Relation, role string) graph.Relation {
	r.Role = role
	return r
}

func toldBack(r graph.Relation, zh, en string) graph.Relation {
	r.InverseSentence = text(zh, en)
	return r
}

func valueRelation(id, zh, en, kind, role string) graph.Relation {
	return graph.Relation{ID: id, Label: text(zh, en), Domain: []string{"Thing"}, Value: kind, Role: role, Description: text(zh, en),
		Sentence: text("{subject}的"+zh+"是{object}", "the "+en+" of {subject} is {object}")}
}
