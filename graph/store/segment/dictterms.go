package segment

// A TermIterator goes through the terms of a dictionary in byte order. It is
// not for concurrent use.
type TermIterator struct {
	dict   *Dict
	rank   int // of the next term
	loaded int // the block that cursor is in, -1 for none
	cursor blockCursor
	large  []byte // the form, if it is large
	form   []byte
	id     ID
	err    error
}

// Terms returns an iterator that stands before the first term.
func (d *Dict) Terms() *TermIterator { return &TermIterator{dict: d, loaded: -1} }

// Seek makes the next Next give the first term that is not below form.
func (it *TermIterator) Seek(form []byte) {
	it.rank, _, it.err = it.dict.seek(form)
	it.load()
}

// load decodes the block of the next term up to that term.
func (it *TermIterator) load() {
	number := it.rank / blockTerms
	if it.loaded = -1; it.err != nil || it.rank >= it.dict.n {
		return
	}
	p, s, err := it.dict.block(number)
	if err != nil {
		it.err = err
		return
	}
	it.loaded = number
	it.cursor.start(p, s)
	for range it.rank % blockTerms {
		if !it.cursor.next() {
			it.err = it.dict.damaged(number, errBlock)
			return
		}
	}
}

// Next goes to the next term. It returns false at the end and on an error.
func (it *TermIterator) Next() bool {
	if it.err != nil || it.rank >= it.dict.n {
		it.form = nil
		return false
	}
	if it.rank/blockTerms != it.loaded {
		if it.load(); it.err != nil {
			return false
		}
	}
	if !it.cursor.next() {
		it.form, it.err = nil, it.dict.damaged(it.loaded, errBlock)
		return false
	}
	it.form = it.cursor.form[:it.cursor.size]
	if it.cursor.large != nil && !it.readLarge() {
		return false
	}
	if !it.dict.explicit {
		it.id = it.dict.first + ID(it.rank)
	} else if it.id, it.err = it.dict.idAt(it.rank); it.err != nil {
		return false
	}
	it.rank++
	return true
}

// readLarge reads the whole of a large form. The memory of a very large one
// is not kept.
func (it *TermIterator) readLarge() bool {
	if cap(it.large) > 2*largePiece {
		it.large = nil
	}
	it.large, it.err = it.dict.appendLarge(append(it.large[:0], it.form...), it.cursor.large)
	if it.err != nil {
		it.err = it.dict.damaged(it.loaded, it.err)
		return false
	}
	it.form = it.large
	return true
}

// Form is the form of the term, good until Next or Seek.
func (it *TermIterator) Form() []byte { return it.form }

// ID is the id of the term.
func (it *TermIterator) ID() ID { return it.id }

// Err is what ended the iteration, nil at the end of the dictionary.
func (it *TermIterator) Err() error { return it.err }
