package http

import (
	"strconv"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

// argumentRows are the second graph: an invented city, Qingdu, between two
// others, with what it counts, lacks and intends. A row is an entity, "id: type,
// zh, en", or a statement, "subject relation object", then words of the form
// "name=value": the qualifiers, "status", "basis", and "ref", a section and
// terms of the plan or, after "yearbook:", of the yearbook.
const argumentRows = `
coast: Place, 海岸带, Coast
qingdu: City, 青渡市, Qingdu
baishi: City, 白石市, Baishi
shawan: City, 沙湾市, Shawan
hedong: Zone, 河东区, Hedong
qingdu part-of coast
baishi part-of coast
hedong part-of qingdu
qingdu compared-with shawan indicator=venture-capital
qingdu former-id old-qingdu

plan: Document, 青渡规划, Qingdu plan
yearbook: Document, 海岸年鉴, Coast yearbook
plan former-id old-plan

patents: Indicator, 专利, patents
laboratories: Indicator, 实验室, laboratories
rd-rank: Indicator, 研发位次, research rank
talents: Indicator, 人才, talents
exports: Indicator, 出口, exports
emissions: Indicator, 排放, emissions
venture-capital: Indicator, 风险投资, venture capital
rail-stations: Indicator, 车站, rail stations
patents former-id old-patents
patents better higher
laboratories better higher
rd-rank better lower
talents better higher
exports better higher
emissions better lower
venture-capital better higher
qingdu patents 120 kind=absolute unit=patents-unit period=2019 printed=120件 ref=s1,青渡市专利,120
baishi patents 150 kind=absolute unit=patents-unit period=2019 ref=s1,白石市专利,150 ref=yearbook:y1,白石,150
shawan patents 90 kind=absolute unit=patents-unit period=2018 ref=yearbook:y1,沙湾,90
qingdu patents 200 kind=target unit=patents-unit period=2025 status=planned ref=s3,200
baishi patents 大幅领先 kind=qualitative ref=s1,大幅领先
qingdu laboratories 4 kind=absolute flag=unit-missing note=单位缺失 note=或为座
baishi laboratories 6 kind=absolute status=in-progress
shawan laboratories 0.5 kind=ratio printed=1/2 relative-to=qingdu
qingdu rd-rank 2 kind=rank relative-to=coast
baishi rd-rank 5 kind=rank relative-to=coast
qingdu talents 3000 kind=floor operator=> unit=persons printed=超3000人 ref=s1,超3000人
baishi talents 2500 kind=absolute unit=persons
qingdu exports 12.5 kind=growth unit=percent
baishi exports 8 kind=growth unit=percent
qingdu emissions 30 kind=absolute unit=tonnes
baishi emissions 20 kind=absolute unit=tonnes
qingdu venture-capital 偏低 kind=qualitative basis=inferred

weak-innovation: Problem, 创新不强, weak innovation
weak-base: Problem, 基础薄弱, weak base
weak-capital: Problem, 资本不足, little capital
weak-talent: Problem, 人才不足, few talents
slow-permits: Problem, 审批缓慢, slow permits
old-traffic: Problem, 旧交通问题, old traffic problem, absent
weak-base former-id weak-foundation
weak-base part-of weak-innovation
weak-capital part-of weak-innovation
weak-talent part-of weak-innovation
weak-capital concerns venture-capital
innovation-programme: Measure, 创新计划, innovation programme
build-labs: Measure, 建实验室, build laboratories, planned
attract-talent: Measure, 引才, attract talents
green-campaign: Measure, 绿色行动, green campaign
build-labs part-of innovation-programme
attract-talent part-of innovation-programme
innovation-programme addresses weak-innovation
build-labs addresses weak-base basis=inferred ref=s2,基础薄弱
attract-talent addresses weak-talent status=explored
guidance-fund: Fund, 引导基金, guidance fund
city-budget: Fund, 市财政, city budget
guidance-fund located-in qingdu
city-budget located-in qingdu
innovation-programme uses city-budget
build-labs uses guidance-fund status=in-progress ref=s3,引导基金
green-campaign uses guidance-fund status=absent
top-ten: Goal, 十强城市, top ten city
liveable: Goal, 宜居城市, liveable city
build-labs serves top-ten
guidance-fund serves top-ten
green-campaign serves liveable

baishi-labs: Institute, 白石实验室群, Baishi laboratories
baishi-house: Institute, 白石人才之家, Baishi talent house
qingdu-house: Institute, 青渡人才之家, Qingdu talent house
baishi-labs located-in baishi
baishi-house located-in baishi
qingdu-house located-in qingdu
weak-base benchmark baishi-labs
weak-base benchmark baishi
weak-talent benchmark baishi-house
qingdu-house counterpart-of baishi-house
weak-capital benchmark shawan
rich-port: Strength, 富裕港口, rich port
rich-port in-tension-with weak-capital
rich-port located-in qingdu
alliance: Institute, 联盟, alliance
alliance located-in qingdu
alliance member-count 4

axis-framework: Framework, 一轴两区, one axis two zones
islands: Framework, 五岛, five islands, aspired
river-axis: Zone, 沿江轴, river axis
north-zone: Zone, 北区, north zone
south-zone: Zone, 南区, south zone
pier-a: Zone, 甲码头, pier A
pier-b: Zone, 乙码头, pier B
pier-c: Zone, 丙码头, pier C
axis-framework former-id old-framework
axis-framework lays-out qingdu
islands lays-out qingdu
axis-framework member-count 3
axis-framework members-stated true
islands member-count 5
islands members-stated false
south-zone part-of axis-framework
north-zone part-of axis-framework order=2 status=planned
river-axis part-of axis-framework order=1
pier-a part-of river-axis
pier-b part-of river-axis
pier-c part-of river-axis
river-axis connects pier-a
river-axis connects pier-b
river-axis connects pier-c

left-a: Institute, 左甲, left A
left-b: Institute, 左乙, left B
left-c: Institute, 左丙, left C
right-a: Institute, 右甲, right A
right-b: Institute, 右乙, right B
right-c: Institute, 右丙, right C
left-a cooperates-with left-b
left-b cooperates-with left-c
left-c cooperates-with left-a
right-a cooperates-with right-b
right-b cooperates-with right-c
right-c cooperates-with right-a
left-a cooperates-with right-a
`

// argumentText is what the plan says; a line was cut within the first number.
const argumentText = `一、现状
青渡市专利12
1、0件，白石市专利150件，大幅领先。全市人才超3000人。编于2019年。
二、问题
基础薄弱，资本不足。审批缓慢，等候30天。
三、举措
2025年专利达200件。设立引导基金。
`

// argumentStatements reads argumentRows and more like them; labels name the
// statements by what the rows say.
func argumentStatements(more string) (all []graph.Statement, labels map[string]string) {
	labels = map[string]string{}
	say := func(s graph.Statement) {
		s = s.Identify()
		all = append(all, s)
		labels[s.ID] = "<" + s.Subject + " " + s.Relation + " " + s.Object.String() + ">"
	}
	for row := range strings.Lines(argumentRows + more) {
		words := strings.Fields(row)
		switch {
		case len(words) == 0:
		case strings.HasSuffix(words[0], ":"):
			id, rest, _ := strings.Cut(strings.TrimSpace(row), ": ")
			parts := append(strings.Split(rest, ", "), "existing")
			status, _ := graph.ParseStatus(parts[3])
			say(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(parts[0]), Status: status})
			say(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(parts[1], "zh")})
			say(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(parts[2], "en")})
		default:
			say(argumentStatement(words))
		}
	}
	for i, title := range []string{"现状", "问题", "举措"} {
		n := strconv.Itoa(i + 1)
		say(graph.Statement{Subject: "plan", Relation: graph.RelSection, Object: graph.StringValue("s" + n), Qualifiers: []graph.Qualifier{
			{Name: graph.QualTitleZh, Value: graph.StringValue(title)}, {Name: graph.QualTitleEn, Value: graph.StringValue("Part " + n)}, {Name: graph.QualOrder, Value: graph.IntegerValue(int64(i + 1))}}})
	}
	say(graph.Statement{Subject: "yearbook", Relation: graph.RelSection, Object: graph.StringValue("y1")})
	say(graph.Statement{Subject: "plan", Relation: graph.RelExcluded, Object: graph.StringValue("says when it was made"),
		Qualifiers: []graph.Qualifier{{Name: graph.QualReasonZh, Value: graph.StringValue("编制时间")}}, References: []graph.Reference{{Source: "plan", Section: "s1", Terms: []string{"编于2019年"}}}})
	return all, labels
}

func argumentStatement(words []string) graph.Statement {
	s := graph.Statement{Subject: words[0], Relation: words[1], Object: argumentValue(words[1], words[2])}
	for _, w := range words[3:] {
		name, value, _ := strings.Cut(w, "=")
		switch name {
		case "status":
			s.Status, _ = graph.ParseStatus(value)
		case "basis":
			s.Basis, _ = graph.ParseBasis(value)
		case "ref":
			source, rest, ok := strings.Cut(value, ":")
			if !ok {
				source, rest = "plan", value
			}
			terms := strings.Split(rest, ",")
			s.References = append(s.References, graph.Reference{Source: source, Section: terms[0], Terms: terms[1:]})
		case graph.QualRelativeTo, graph.QualIndicator:
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: name, Value: graph.EntityValue(value)})
		case graph.QualOrder:
			n, _ := strconv.ParseInt(value, 10, 64)
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: name, Value: graph.IntegerValue(n)})
		default:
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: name, Value: graph.StringValue(value)})
		}
	}
	return s
}

// argumentValue is an entity where the relation links entities, and else the
// value that the text looks like.
func argumentValue(relation, text string) graph.Value {
	r, ok := argumentOntology.Relation(relation)
	if ok && !r.IsValue() {
		return graph.EntityValue(text)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return graph.IntegerValue(n)
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return graph.DecimalValue(f)
	}
	if b, err := strconv.ParseBool(text); err == nil {
		return graph.BooleanValue(b)
	}
	return graph.StringValue(text)
}

// argumentPlan is the text of the plan.
func argumentPlan(t testing.TB) *graph.Document {
	t.Helper()
	d, err := graph.NewDocument(graph.DocumentSpec{Source: "plan", File: "plan.txt", Cut: "[0-9]+、",
		Sections: []graph.DocumentSection{{ID: "s1", Heading: "一、现状"}, {ID: "s2", Heading: "二、问题"}, {ID: "s3", Heading: "三、举措"}}}, argumentText)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// argumentGraph is the graph of argumentRows and more, with texts attached.
func argumentGraph(t testing.TB, more string, attached ...*graph.Document) *graph.Graph {
	t.Helper()
	statements, _ := argumentStatements(more)
	g, err := graph.Build(argumentOntology, func(yield func(graph.Statement, error) bool) {
		for _, s := range statements {
			if !yield(s, s.Validate()) {
				return
			}
		}
	}, attached...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func startArgument(t testing.TB) *harness {
	return startOn(t, graph.NewLive(argumentGraph(t, "", argumentPlan(t))), Config{})
}
