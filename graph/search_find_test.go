package graph

import "testing"

// searchCities is a small graph of the kind that the search is for.
func searchCities(t testing.TB) *Graph {
	return searchGraph(t, searchStatements([]searchEntity{
		{id: "hub", typ: "Type7"},
		{id: "hangzhou", typ: "Type0", zh: "杭州", en: "Hangzhou", aliases: []string{"杭州市"}, links: 9},
		{id: "huzhou", typ: "Type0", zh: "湖州", en: "Huzhou", links: 2},
		{id: "xiamen", typ: "Type0", zh: "厦门", links: 1},
		{id: "chongqing", typ: "Type0", zh: "重庆"},
		{id: "xian", typ: "Type0", zh: "西安", en: "Xi’an"},
		{id: "urumqi", typ: "Type0", zh: "乌鲁木齐", en: "Ürümqi"},
		{id: "lvliang", typ: "Type0", zh: "吕梁"},
		{id: "yangtze-delta", typ: "Type0", zh: "长三角", en: "Yangtze River Delta"},
		{id: "greater-bay-area", typ: "Type0", zh: "粤港澳大湾区", en: "Guangdong–Hong Kong–Macao Greater Bay Area"},
		{id: "chengxi-corridor", typ: "Type1", zh: "城西科创大走廊", en: "Chengxi Science and Technology Innovation Corridor", links: 5},
		{id: "chengdong-corridor", typ: "Type1", zh: "城东智造大走廊", en: "Chengdong Smart Manufacturing Corridor", links: 3},
		{id: "hangzhou-hightech-zone", typ: "Type2", zh: "杭州国家高新技术产业开发区", en: "Hangzhou National High-tech Zone", aliases: []string{"杭州高新区"}, links: 4},
		{id: "dream-town", typ: "Type2", zh: "梦想小镇", en: "Dream Town", printed: []string{"“幻想小镇”"}},
		{id: "zhejiang-lab", typ: "Type3", zh: "之江实验室", en: "Zhejiang Lab", printed: []string{"之江试验室"}},
		{id: "labor-bureau", typ: "Type4", zh: "劳动局", en: "Labour Bureau"},
		{id: "siat", typ: "Type3", zh: "中国科学院深圳先进技术研究院", en: "Shenzhen Institutes of Advanced Technology"},
		{id: "5g-park", typ: "Type2", zh: "5G产业园", en: "5G Industrial Park"},
		{id: "bank", typ: "Type5", zh: "杭州银行", en: "Bank of Hangzhou"},
		{id: "g20", typ: "Type6", zh: "二十国集团", en: "G20"},
	}))
}

func TestSearchFindsFirst(t *testing.T) {
	g := searchCities(t)
	for _, c := range []struct {
		q, id, matched string
		kind           searchKind
	}{
		{"杭州", "hangzhou", "杭州", searchWhole},
		{"杭州市", "hangzhou", "杭州市", searchWhole},
		{"chengxi-corridor", "chengxi-corridor", "chengxi-corridor", searchWhole},
		{"城西", "chengxi-corridor", "城西科创大走廊", searchPrefix},
		{"大走廊", "chengxi-corridor", "城西科创大走廊", searchInfix}, // as good as 城东…, but of higher degree
		{"城科走廊", "chengxi-corridor", "城西科创大走廊", searchSubsequence},
		{"深圳先进院", "siat", "中国科学院深圳先进技术研究院", searchSubsequence},
		{"大湾区", "greater-bay-area", "粤港澳大湾区", searchInfix},
		{"湾", "greater-bay-area", "粤港澳大湾区", searchInfix},
		{"幻想小镇", "dream-town", "“幻想小镇”", searchWhole}, // as printed
		{"试验室", "zhejiang-lab", "之江试验室", searchInfix},
		{"「杭·州」", "hangzhou", "杭州", searchWhole},
		{"高新 杭州", "hangzhou-hightech-zone", "杭州高新区", searchWords},

		{"hangzhou gaoxinqu", "hangzhou-hightech-zone", "杭州高新区", searchPinyinWhole},
		{"gaoxinqu hangzhou", "hangzhou-hightech-zone", "杭州高新区", searchPinyinWords},
		{"cxkc", "chengxi-corridor", "城西科创大走廊", searchInitialsPrefix},
		{"hz", "hangzhou", "杭州", searchInitialsWhole}, // as good as 湖州, but of higher degree
		{"hzhou", "hangzhou", "杭州", searchMixedWhole},
		{"chengxikec", "chengxi-corridor", "城西科创大走廊", searchPinyinPrefix},
		{"xiaozhen", "dream-town", "梦想小镇", searchPinyinInfix},
		{"xzh", "dream-town", "梦想小镇", searchInitialsInfix},
		{"xiamen", "xiamen", "xiamen", searchWhole},
		{"shamen", "xiamen", "厦门", searchReadingWhole}, // the rarer reading here
		{"zhongqing", "chongqing", "重庆", searchReadingWhole},
		{"changsanjiao", "yangtze-delta", "长三角", searchPinyinWhole},
		{"hangzhou yinhang", "bank", "杭州银行", searchPinyinWhole},
		{"hangzhou yinxing", "bank", "杭州银行", searchReadingWhole},
		{"lvliang", "lvliang", "lvliang", searchWhole},
		{"luliang", "lvliang", "吕梁", searchPinyinWhole},
		{"lüliang", "lvliang", "吕梁", searchPinyinWhole},
		{"杭zhou", "hangzhou", "杭州", searchPinyinWhole},
		{"5gchanyeyuan", "5g-park", "5G产业园", searchPinyinWhole},
		{"5g园", "5g-park", "5G产业园", searchWords},

		{"HANGZHOU", "hangzhou", "Hangzhou", searchWhole},
		{"ｈａｎｇｚｈｏｕ", "hangzhou", "Hangzhou", searchWhole},
		{"urumqi", "urumqi", "Ürümqi", searchWhole},
		{"Xian", "xian", "Xi’an", searchWhole},
		{"xi'an", "xian", "Xi’an", searchWhole},
		{"５Ｇ", "5g-park", "5G产业园", searchPrefix},
		{"20", "g20", "G20", searchInfix},
		{"dream t", "dream-town", "Dream Town", searchPrefix},
		{"innovation corridor chengxi", "chengxi-corridor", "Chengxi Science and Technology Innovation Corridor", searchWords},
		{"corr innov", "chengxi-corridor", "Chengxi Science and Technology Innovation Corridor", searchWords},
		{"the bank of hangzhou", "bank", "Bank of Hangzhou", searchWords},
		{"lab", "labor-bureau", "labor-bureau", searchPrefix},
		{"zhejiang lab", "zhejiang-lab", "Zhejiang Lab", searchWhole},
		{"uangdong", "greater-bay-area", "Guangdong–Hong Kong–Macao Greater Bay Area", searchMidWord},

		{"hangzuo", "hangzhou", "Hangzhou", searchTypo},
		{"coridor", "chengxi-corridor", "chengxi-corridor", searchTypo},
		{"inovation coridor", "chengxi-corridor", "Chengxi Science and Technology Innovation Corridor", searchTypo},
		{"manufactruing", "chengdong-corridor", "Chengdong Smart Manufacturing Corridor", searchTypo},
	} {
		r, err := g.Search(t.Context(), SearchQuery{Text: c.q})
		if err != nil {
			t.Errorf("%q: %v", c.q, err)
			continue
		}
		if len(r.Hits) == 0 {
			t.Errorf("%q finds nothing, want %s", c.q, c.id)
			continue
		}
		h := r.Hits[0]
		if s := searchScores[c.kind]; h.ID != c.id || h.Matched != c.matched || h.Score < float64(s.base)/searchScale || h.Score > float64(s.base+s.span)/searchScale {
			t.Errorf("%q finds %s by %q with %v, want %s by %q with %v to %v", c.q, h.ID, h.Matched, h.Score,
				c.id, c.matched, float64(s.base)/searchScale, float64(s.base+s.span)/searchScale)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	g := searchCities(t)
	for _, q := range []string{"龘", "杭都", "qqqq", "州杭", "hangzhuang", "xi ang", "the of", "zzz corridor"} {
		r, err := g.Search(t.Context(), SearchQuery{Text: q})
		if err != nil || len(r.Hits) > 0 || r.Hits == nil || *r.Meta.Total != 0 || !r.Meta.Complete {
			t.Errorf("%q: %+v %v, want a complete, empty answer", q, r, err)
		}
	}
}
