package source

// IDSet is a set of ids, a bit each, in pages that come as they are needed:
// ids are dense. Those of a source that has others are kept apart. The zero
// value is empty.
type IDSet struct {
	pages []*idPage
	far   map[ID]bool
}

// idPage are the bits of pageIDs ids.
type idPage [pageIDs / 64]uint64

const (
	pageIDs  = 1 << 15
	maxPages = 1 << 17
)

// Add reports whether the id was not in the set.
func (s *IDSet) Add(id ID) bool {
	page := uint64(id) / pageIDs
	if page >= maxPages {
		if s.far == nil {
			s.far = make(map[ID]bool)
		}
		added := !s.far[id]
		s.far[id] = true
		return added
	}
	for uint64(len(s.pages)) <= page {
		s.pages = append(s.pages, nil)
	}
	if s.pages[page] == nil {
		s.pages[page] = new(idPage)
	}
	word, bit := &s.pages[page][id%pageIDs/64], uint64(1)<<(id%64)
	added := *word&bit == 0
	*word |= bit
	return added
}

// Has reports whether the id is in the set.
func (s *IDSet) Has(id ID) bool {
	page := uint64(id) / pageIDs
	if page >= maxPages {
		return s.far[id]
	}
	return page < uint64(len(s.pages)) && s.pages[page] != nil && s.pages[page][id%pageIDs/64]&(1<<(id%64)) != 0
}
