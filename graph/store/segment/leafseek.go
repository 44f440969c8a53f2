package segment

// seek moves forward to the first row that is not before target, if the
// reader is before it.
func (l *leaf) seek(target Row) {
	want := target.IDs()
	end := l.rows // of the rows that have target's ids in the places before
	for place := range 4 {
		if l.at >= l.rows {
			return
		}
		have := l.row.IDs()[place]
		if have < want[place] {
			if !l.walk(place, uint64(want[place]), end) {
				l.land(end)
				return
			}
			have = l.row.IDs()[place]
		}
		if have > want[place] {
			return
		}
		end = min(end, l.level[place].with(rowsFrom(l.at+1)).first())
	}
}

// walk moves on among the rows before end, which differ from those before
// them in a place at the earliest, to the first that has at least want there.
// It returns false, and stays, if there is none.
func (l *leaf) walk(place int, want uint64, end int) bool {
	rows := l.level[place].with(rowsFrom(l.at + 1)).without(rowsFrom(end))
	have := uint64(l.row.IDs()[place])
	at, size, width, p := l.next[place], l.size[place], l.diff[place], l.p
	for n := range rows.len() {
		sum := have + 1 + low(field(p, at), width)
		if sum >= want {
			l.row = l.row.with(place, ID(have))
			l.land(rows.nth(n))
			return true
		}
		have = sum
		at += size
	}
	return false
}

// land moves to a row behind the reader's. The reader's row has what the row
// before that one has in the places up to that one's level.
func (l *leaf) land(row int) {
	if row >= l.rows {
		l.at = l.rows
		return
	}
	behind := rowsFrom(row)
	for i := range l.next {
		l.next[i] = l.records[i] + l.size[i]*l.level[i].without(behind).len()
	}
	l.at = row - 1
	l.step()
}

// with is the row with another id in a place.
func (r Row) with(place int, id ID) Row {
	ids := r.IDs()
	ids[place] = id
	return Pack(ids[0], ids[1], ids[2], ids[3])
}
