package graph

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
)

// searchParts are the parts that generated names are put together from, each in
// Chinese and English.
var searchParts = [][]Text{
	{ // places
		{"杭州", "Hangzhou"}, {"宁波", "Ningbo"}, {"温州", "Wenzhou"}, {"嘉兴", "Jiaxing"}, {"湖州", "Huzhou"},
		{"绍兴", "Shaoxing"}, {"金华", "Jinhua"}, {"衢州", "Quzhou"}, {"舟山", "Zhoushan"}, {"台州", "Taizhou"},
		{"丽水", "Lishui"}, {"上海", "Shanghai"}, {"苏州", "Suzhou"}, {"南京", "Nanjing"}, {"无锡", "Wuxi"},
		{"合肥", "Hefei"}, {"深圳", "Shenzhen"}, {"广州", "Guangzhou"}, {"东莞", "Dongguan"}, {"佛山", "Foshan"},
		{"重庆", "Chongqing"}, {"成都", "Chengdu"}, {"西安", "Xi'an"}, {"武汉", "Wuhan"}, {"长沙", "Changsha"},
		{"厦门", "Xiamen"}, {"青岛", "Qingdao"}, {"济南", "Jinan"}, {"大连", "Dalian"}, {"沈阳", "Shenyang"},
		{"长春", "Changchun"}, {"哈尔滨", "Harbin"}, {"石家庄", "Shijiazhuang"}, {"呼和浩特", "Hohhot"}, {"乌鲁木齐", "Ürümqi"},
	},
	{ // where in the place
		{"", ""}, {"城西", "Chengxi"}, {"城东", "Chengdong"}, {"滨江", "Binjiang"}, {"临江", "Linjiang"},
		{"钱塘", "Qiantang"}, {"余杭", "Yuhang"}, {"萧山", "Xiaoshan"}, {"云栖", "Yunqi"}, {"湖滨", "Lakeside"},
		{"高新", "High-tech"}, {"滨海", "Coastal"}, {"空港", "Airport"}, {"临港", "Lingang"}, {"大学城", "University Town"},
	},
	{ // fields
		{"人工智能", "Artificial Intelligence"}, {"生物医药", "Biomedicine"}, {"集成电路", "Integrated Circuit"}, {"新材料", "Advanced Materials"},
		{"智能制造", "Smart Manufacturing"}, {"数字经济", "Digital Economy"}, {"量子信息", "Quantum Information"}, {"新能源", "New Energy"},
		{"海洋", "Marine"}, {"航空航天", "Aerospace"}, {"物联网", "Internet of Things"}, {"5G通信", "5G Communication"},
		{"金融科技", "Fintech"}, {"先进技术", "Advanced Technology"}, {"绿色化工", "Green Chemicals"}, {"音乐", "Music"},
		{"银行", "Banking"}, {"现代农业", "Modern Agriculture"}, {"工业互联网", "Industrial Internet"}, {"大数据", "Big Data"},
		{"视觉", "Vision"}, {"智能网联汽车", "Connected Vehicle"}, {"生命健康", "Life and Health"}, {"科技创新", "Science and Technology Innovation"},
	},
	{ // organisations
		{"研究院", "Research Institute"}, {"实验室", "Laboratory"}, {"产业园", "Industrial Park"}, {"创新中心", "Innovation Center"},
		{"大走廊", "Corridor"}, {"开发区", "Development Zone"}, {"小镇", "Town"}, {"孵化器", "Incubator"},
		{"联盟", "Alliance"}, {"基金", "Fund"}, {"集团有限公司", "Group Co., Ltd."}, {"行动计划", "Action Plan"},
		{"示范区", "Demonstration Zone"}, {"试验区", "Pilot Zone"}, {"技术转移中心", "Technology Transfer Center"}, {"工程研究中心", "Engineering Research Center"},
		{"重点实验室", "Key Laboratory"}, {"科学城", "Science City"}, {"管理委员会", "Administrative Committee"}, {"（筹）", "(in preparation)"},
	},
}

// searchNamed makes n entities with a Chinese and an English name, of which a
// third has an alias and a quarter a printed form, and an edge from each to a
// place.
func searchNamed(n int, seed uint64) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		r := rand.New(rand.NewPCG(seed, 2))
		for i := range n {
			var zh, en []string
			for _, part := range searchParts {
				t := part[r.IntN(len(part))]
				zh = append(zh, t.Zh)
				if t.En != "" {
					en = append(en, t.En)
				}
			}
			id := fmt.Sprintf("%s-%d", strings.Trim(strings.Map(func(r rune) rune {
				if r >= 'a' && r <= 'z' {
					return r
				}
				return '-'
			}, strings.ToLower(en[0])), "-"), i)
			id = strings.ReplaceAll(id, "--", "-")
			name := strings.Join(zh, "")
			list := []Statement{
				{Subject: id, Relation: RelType, Object: StringValue(fmt.Sprintf("Type%d", i%8))},
				{Subject: id, Relation: RelName, Object: LangValue(name, "zh")},
				{Subject: id, Relation: RelName, Object: LangValue(strings.Join(en, " "), "en")},
			}
			if i%3 == 0 {
				list = append(list, Statement{Subject: id, Relation: RelAlias, Object: StringValue(zh[1] + zh[2] + zh[3])})
			}
			if i%4 == 0 {
				list = append(list, Statement{Subject: id, Relation: RelAsPrinted, Object: StringValue("“" + strings.ReplaceAll(name, "科技", "科 技") + "”")})
			}
			if i > 0 {
				list = append(list, Statement{Subject: id, Relation: "relation-0", Object: EntityValue("root")})
			}
			for _, s := range list {
				if !yield(s.Identify(), nil) {
					return
				}
			}
		}
		yield(Statement{Subject: "root", Relation: RelType, Object: StringValue("Type0")}.Identify(), nil)
	}
}

func searchGraph(t testing.TB, statements iter.Seq2[Statement, error]) *Graph {
	t.Helper()
	g, err := Build(generatedOntology, statements)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
