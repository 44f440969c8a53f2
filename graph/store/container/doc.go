// Package container keeps a store in one file that only grows at its end, and
// says what of it is committed.
//
// It knows nothing of terms and quads. What it keeps are extents, which are
// bytes that the caller arranges and checks (segments), and records, which are
// the commits, numbered and chained. A commit is one record, written and
// synced once; many readers see it, in this process and others, without any
// lock. A file that is replaced (compacted) is written beside the old one and
// renamed into its place, so readers meet the one or the other, whole.
//
//	l, err := container.Acquire(ctx, container.OS, path, wait) // FILE.lock
//	f, err := container.Open(container.OS, path)
//	w, err := f.Writer(l)
//	r, err := w.Append(payload) // durable
//	w.Close()
//
// # The file
//
// Numbers are little-endian. Two superblocks of 4096 bytes, then records and
// extents in the order of writing, each at a multiple of eight. A superblock:
//
//	  0  magic "\x89QUIPU\r\n"
//	  8  uint32 version of the format: 2
//	 12  uint32 slot: 0 for the first superblock, 1 for the second
//	 16  id of the file, random, part of every checksum behind the superblocks
//	 32  uint64 sequence: the valid superblock with the higher one counts
//	 40  uint64 start of the log
//	 48  uint64 offset, uint64 number of the last record before the start
//	 64  uint64 end of the log when the superblock was written
//	 72  uint64 offset, uint64 number of the last record before the end
//	 88  uint32 checksum of either record
//	 96  uint16 length of the base, uint16 length of the root
//	100  uint32 CRC-32C of all behind the first 108 bytes
//	104  uint32 CRC-32C of all before it
//	108  base, root, zeros
//
// Magic, version and the CRC-32C at 104 are where version 1 had them, so that
// each version can tell a newer file from a damaged one.
//
// A record is a header, the extent that it commits, if any, and a payload:
//
//	 0  uint32 magic
//	 4  uint32 CRC-32C of file id, offset, the rest of the header, and payload
//	 8  uint32 length of the payload
//	12  uint32 checksum of the record before (0: none)
//	16  uint64 number: one more than that of the record before
//	24  uint64 offset of the record before (0: none)
//	32  uint64 length of the extent
//	40  extent, payload, zeros up to a multiple of eight
//
// The place of a record's header stays zero while its extent is written, so
// nothing in an extent is ever taken for a record.
//
// # What is committed
//
// The records from the start of the log on, as long as they are valid and each
// names the one before. Those before the superblock's end have to be valid, or
// the file is damaged; the first that is not behind it is the torn tail of a
// write that did not happen. The superblock's end is written after each record
// without waiting for the disk, into the slots in turn: the sync of the next
// record makes one durable before the other is touched, so at any time at most
// one of them can be torn.
//
// A new root (Extent.Reroot) starts the log anew behind its extent: the extent
// is synced, then one superblock and then the other, each with a sync.
package container
