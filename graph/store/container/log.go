package container

import "io"

// Log returns the records from an offset (Header.LogStart, or Next of one that
// was read) to the end of the log, as of opening or of Refresh. The offset must
// be of the present Header: between the two nobody may refresh or reroot. The
// error is an *Error.
func (f *File) Log(from int64) ([]Record, error) {
	f.mu.Lock()
	sb, end, tail := f.sb, f.end, f.tail
	f.mu.Unlock()
	var records []Record
	ahead := &readAhead{ReaderAt: f.handle, ahead: make([]byte, 0, max(0, min(64<<10, end-from)))}
	for offset := from; offset < end; {
		r, err := readRecord(ahead, sb.FileID, offset, end)
		if err != nil {
			return nil, pathError(f.path, err)
		}
		// That the last record is the right one and each names the one before
		// makes the first the right one too.
		first := len(records) == 0
		if first && offset == sb.LogStart && !r.follows(sb.Last) || !first && !r.follows(records[len(records)-1].position()) {
			return nil, pathError(f.path, damaged("the record at byte %d does not follow the one before", offset))
		}
		records = append(records, r)
		offset = r.next
	}
	if len(records) > 0 && records[len(records)-1].position() != tail {
		return nil, pathError(f.path, damaged("the record at byte %d is not the last one", records[len(records)-1].Offset))
	}
	return records, nil
}

// Record returns the record at an offset. The error is an *Error.
func (f *File) Record(offset int64) (Record, error) {
	f.mu.Lock()
	id, end := f.sb.FileID, f.end
	f.mu.Unlock()
	r, err := readRecord(f.handle, id, offset, end)
	if err != nil {
		return Record{}, pathError(f.path, err)
	}
	return r, nil
}

// Before returns the record before another; io.EOF if there is none. The
// error is an *Error otherwise.
func (f *File) Before(r Record) (Record, error) {
	if r.Prev == 0 {
		return Record{}, io.EOF
	}
	return f.at(Position{r.Prev, r.Number - 1, r.chain}, r.Offset)
}

// at returns the record that must be at a position, and end before an offset.
func (f *File) at(p Position, before int64) (Record, error) {
	r, err := f.Record(p.Offset)
	if err == nil && (r.position() != p || r.next > before) {
		err = pathError(f.path, damaged("the record at byte %d is not the one that others name", p.Offset))
	}
	return r, err
}

// readAhead makes many small reads, one behind the other, into few.
type readAhead struct {
	io.ReaderAt
	offset int64
	ahead  []byte // of which the capacity is read at a time
}

// ReadAt implements io.ReaderAt.
func (r *readAhead) ReadAt(p []byte, offset int64) (int, error) {
	if skip := offset - r.offset; skip >= 0 && skip+int64(len(p)) <= int64(len(r.ahead)) {
		return copy(p, r.ahead[skip:]), nil
	}
	if len(p) > cap(r.ahead) {
		return r.ReaderAt.ReadAt(p, offset)
	}
	n, err := r.ReaderAt.ReadAt(r.ahead[:cap(r.ahead)], offset)
	r.offset, r.ahead = offset, r.ahead[:n]
	if n = copy(p, r.ahead); n == len(p) {
		return n, nil
	}
	return n, err
}
