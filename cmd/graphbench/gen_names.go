package main

import (
	"strconv"
	"strings"
)

// word is a part of a name in Chinese, in English and in an id.
type word struct{ zh, en, slug string }

var (
	placeWords = []word{
		{"杭州", "Hangzhou", "hangzhou"}, {"宁波", "Ningbo", "ningbo"}, {"温州", "Wenzhou", "wenzhou"}, {"嘉兴", "Jiaxing", "jiaxing"},
		{"湖州", "Huzhou", "huzhou"}, {"绍兴", "Shaoxing", "shaoxing"}, {"金华", "Jinhua", "jinhua"}, {"台州", "Taizhou", "taizhou"},
		{"苏州", "Suzhou", "suzhou"}, {"南京", "Nanjing", "nanjing"}, {"无锡", "Wuxi", "wuxi"}, {"合肥", "Hefei", "hefei"},
		{"上海", "Shanghai", "shanghai"}, {"北京", "Beijing", "beijing"}, {"深圳", "Shenzhen", "shenzhen"}, {"广州", "Guangzhou", "guangzhou"},
		{"武汉", "Wuhan", "wuhan"}, {"成都", "Chengdu", "chengdu"}, {"西安", "Xi'an", "xian"}, {"青岛", "Qingdao", "qingdao"},
	}
	brandWords = []word{
		{"华", "hua", "hua"}, {"芯", "xin", "xin"}, {"云", "yun", "yun"}, {"海", "hai", "hai"}, {"天", "tian", "tian"}, {"瑞", "rui", "rui"},
		{"泰", "tai", "tai"}, {"明", "ming", "ming"}, {"安", "an", "an"}, {"科", "ke", "ke"}, {"光", "guang", "guang"}, {"远", "yuan", "yuan"},
		{"博", "bo", "bo"}, {"嘉", "jia", "jia"}, {"德", "de", "de"}, {"宏", "hong", "hong"}, {"立", "li", "li"}, {"新", "xin", "xin"},
		{"信", "xin", "xin"}, {"达", "da", "da"}, {"江", "jiang", "jiang"}, {"龙", "long", "long"}, {"星", "xing", "xing"}, {"源", "yuan", "yuan"},
		{"诚", "cheng", "cheng"}, {"峰", "feng", "feng"}, {"凯", "kai", "kai"}, {"睿", "rui", "rui"}, {"图", "tu", "tu"}, {"智", "zhi", "zhi"},
	}
	fieldWords = []word{
		{"量子计算", "Quantum Computing", "quantum"}, {"生物医药", "Biomedicine", "bio"}, {"人工智能", "Artificial Intelligence", "ai"},
		{"集成电路", "Integrated Circuits", "chips"}, {"新能源", "New Energy", "energy"}, {"新材料", "New Materials", "materials"},
		{"数字贸易", "Digital Trade", "trade"}, {"智能制造", "Smart Manufacturing", "manufacturing"}, {"航空航天", "Aerospace", "aerospace"},
		{"云计算", "Cloud Computing", "cloud"}, {"大数据", "Big Data", "data"}, {"物联网", "Internet of Things", "iot"},
		{"海洋科学", "Marine Science", "marine"}, {"精准医疗", "Precision Medicine", "medicine"}, {"绿色化工", "Green Chemistry", "chemistry"},
		{"机器人", "Robotics", "robotics"}, {"信息安全", "Information Security", "security"}, {"现代农业", "Modern Agriculture", "agriculture"},
	}
)

// parts are the words of an entity's names, drawn by its number and the seed.
type parts struct{ place, brand, ending, field *word }

func (s *shape) parts(n uint32) parts {
	h := mix(s.seed<<32 ^ uint64(n))
	return parts{
		place:  &placeWords[h%uint64(len(placeWords))],
		brand:  &brandWords[h>>10%uint64(len(brandWords))],
		ending: &brandWords[h>>25%uint64(len(brandWords))],
		field:  &fieldWords[h>>40%uint64(len(fieldWords))],
	}
}

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, Fast splittable
// pseudorandom number generators, OOPSLA 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// appendSlug appends the id of an entity. The number makes it unique.
func (s *shape) appendSlug(b []byte, n uint32) []byte {
	p := s.parts(n)
	b = append(b, p.place.slug...)
	b = append(b, '-')
	b = append(b, p.brand.slug...)
	b = append(b, p.ending.slug...)
	b = append(b, '-')
	b = append(b, p.field.slug...)
	b = append(b, '-')
	return strconv.AppendUint(b, uint64(n), 10)
}

// names are the names of an entity in Chinese and in English.
func (s *shape) names(n uint32) (zh, en string) {
	p, label := s.parts(n), s.types[s.typeOf[n]].Label
	return p.place.zh + p.brand.zh + p.ending.zh + p.field.zh + label.Zh,
		p.place.en + " " + strings.ToUpper(p.brand.en[:1]) + p.brand.en[1:] + p.ending.en + " " + p.field.en + " " + label.En
}
