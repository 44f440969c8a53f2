package segment

// A DictReader reads many forms: it remembers some of those it read. It is not
// for concurrent use.
type DictReader struct {
	dict *Dict
	buf  []byte
}

// Reader returns a reader of forms.
func (d *Dict) Reader() *DictReader { return &DictReader{dict: d} }

// Form returns the form of a term, good until the next call.
func (r *DictReader) Form(id ID) ([]byte, error) {
	var err error
	r.buf, err = r.dict.AppendForm(r.buf[:0], id)
	return r.buf, err
}
