package segment

import "runtime"

// A DictReader reads many forms. It is fast where ids ascend and where some
// come often, so that it is best to have one for each place of a quad. It is
// not for concurrent use.
type DictReader struct {
	dict   *Dict
	cached []cachedForm // by the last bits of the id
	cursor blockCursor
	block  int    // that cursor is in, -1 for none
	entry  int    // the entry that cursor is at
	missed int    // the block of the last form that was not cached
	large  []byte // the last large form
}

type cachedForm struct {
	id    ID
	known bool
	form  []byte
}

// formCache is how many forms a reader remembers.
const formCache = 1 << 15

// Reader returns a reader of forms.
func (d *Dict) Reader() *DictReader {
	size := 1
	for size < formCache && size < d.n {
		size *= 2
	}
	return &DictReader{dict: d, cached: make([]cachedForm, size), block: -1, missed: -1}
}

// Form returns the form of a term, good until the next call. Its errors are
// those of Dict.AppendForm.
func (r *DictReader) Form(id ID) ([]byte, error) {
	slot := &r.cached[int(id)&(len(r.cached)-1)]
	if slot.known && slot.id == id {
		return slot.form, nil
	}
	rank, err := r.dict.rankOf(id)
	if err != nil {
		return nil, err
	}
	slot.known = false
	form, err := r.read(slot.form[:0], rank)
	runtime.KeepAlive(r.dict)
	if err != nil {
		return nil, err
	}
	if len(form) >= maxShort { // the cache holds no large ones
		r.large = form
		return form, nil
	}
	slot.id, slot.known, slot.form = id, true, form
	return form, nil
}

// read appends a form to dst. Where ids ascend, the second in a block begins to
// decode it from front to back.
func (r *DictReader) read(dst []byte, rank int) ([]byte, error) {
	number, entry := rank/blockTerms, rank%blockTerms
	near := number == r.missed || number == r.missed+1
	r.missed = number
	if !near || number == r.block && entry < r.entry {
		return r.dict.appendRank(dst, rank)
	}
	if number != r.block {
		p, s, err := r.dict.block(number)
		if err != nil {
			return dst, err
		}
		r.cursor.start(p, s)
		r.block, r.entry = number, -1
	}
	for ; r.entry < entry; r.entry++ {
		if !r.cursor.next() {
			r.block = -1
			return dst, r.dict.damaged(number, errBlock)
		}
	}
	dst = append(dst, r.cursor.form[:r.cursor.size]...)
	if r.cursor.large == nil {
		return dst, nil
	}
	form, err := r.dict.appendLarge(dst, r.cursor.large)
	return form, r.dict.damaged(number, err)
}
