package container_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quipu/graph/store/container"
	"quipu/graph/store/container/faultfs"
)

// tears is how many times each crash is tried with torn writes.
const tears = 6

func newDisk() container.FS { return faultfs.New(1) }

// ops counts the operations of the scenario.
func ops(t *testing.T) int {
	t.Helper()
	disk := faultfs.New(1)
	e := &env{fs: disk, path: "g.db"}
	for _, s := range scenario {
		if err := s.do(e); err != nil {
			t.Fatal(err)
		}
	}
	return disk.Ops()
}

// The states are what the other tests compare with, so they are looked at once.
func TestScenario(t *testing.T) {
	const want = `nothing
urn:quipu: A: 7 forgotten 8 remembered
urn:quipu: A: 7 forgotten 8 remembered | 9 a
urn:quipu: A: 7 forgotten 8 remembered | 9 a 10 bbbbbbbbbbbb
urn:quipu: A: 7 forgotten 8 remembered | 9 a 10 bbbbbbbbbbbb 11 extent x
urn:quipu: A: 7 forgotten 8 remembered | 9 a 10 bbbbbbbbbbbb 11 extent x 12 c
urn:quipu: A: 7 forgotten 8 remembered | 9 a 10 bbbbbbbbbbbb 11 extent x 12 c
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c | 13 d
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c | 13 d
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c | 13 d 14 e
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c | 13 d 14 e
urn:quipu: B: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c | 13 d 14 e 15 extent z
urn:quipu: C: 7 forgotten 8 remembered 9 a 10 bbbbbbbbbbbb 11 extent x 12 c 13 d 14 e 15 extent z
urn:other: R: 7 remembered
urn:other: R: 7 remembered | 8 f
urn:other: D: 7 remembered 8 f`
	if got := strings.Join(states(t, newDisk), "\n"); got != want {
		t.Errorf("got\n%s", got)
	}
}

// A crash at any operation leaves the state before or after the step that it
// happened in, whatever it does to what was not synced; and so does a second
// crash while the first is repaired.
func TestCrash(t *testing.T) {
	want := append(states(t, newDisk), "")
	crashes := 0
	for op := 1; op <= ops(t); op++ {
		disk := faultfs.New(uint64(op))
		disk.CrashAt(op)
		e := &env{fs: disk, path: "g.db"}
		done := 0
		var err error
		for _, s := range scenario {
			if err = s.do(e); err != nil {
				break
			}
			done++
		}
		if err != nil && !errors.Is(err, faultfs.ErrCrashed) {
			t.Fatalf("crash at %d: %v", op, err)
		}
		// A superblock that is left behind is no error of its step.
		for _, loss := range faultfs.Losses {
			for seed := range uint64(tears) {
				if loss != faultfs.Torn && seed > 0 {
					break
				}
				crashes++
				name := fmt.Sprintf("crash at %d (%s), loss %d, seed %d", op, disk.Trace()[op-1], loss, seed)
				after := disk.Reboot(loss, seed)
				got, err := describe(after, "g.db")
				if err != nil || got != want[done] && got != want[done+1] {
					t.Fatalf("%s: got  %s %v\nwant %s\nor   %s", name, got, err, want[done], want[done+1])
				}
				if got != "nothing" {
					confirmed(t, name, after.Reboot(faultfs.Kept, seed), got)
					crashes += goOn(t, name, after, got, want[done], seed)
				}
			}
		}
	}
	t.Logf("%d crashes", crashes)
}

// confirmed checks that what a Writer finds is durable from then on, also when
// a killed process has written it and not synced it.
func confirmed(t *testing.T, name string, disk *faultfs.FS, state string) {
	t.Helper()
	e := &env{fs: disk, path: "g.db"}
	do(t, e, scenario[5]) // reopen
	e.close()
	mustHold(t, name+", then a Writer", disk, state)
}

// goOn writes to a file after a crash, and crashes again at each operation.
// Until that is done, a step that was never confirmed may still get lost.
func goOn(t *testing.T, name string, disk *faultfs.FS, state, before string, seed uint64) (crashes int) {
	t.Helper()
	more := appends("more").do
	for op := 1; ; op++ {
		again := disk.Reboot(faultfs.Kept, seed)
		again.CrashAt(op)
		e := &env{fs: again, path: "g.db"}
		err := more(e)
		if err == nil {
			e.close()
		}
		loss := faultfs.Losses[(uint64(op)+seed)%3]
		got, err2 := describe(again.Reboot(loss, seed), "g.db")
		old, there := strings.CutSuffix(got, " more")
		if there { // and its number, and the bar before it if it is the first
			old = strings.TrimSuffix(old[:strings.LastIndexByte(old, ' ')], " |")
		}
		right := there && old == state || !there && err != nil && (got == state || got == before)
		if err2 != nil || !right {
			t.Fatalf("%s, then a crash at %d of %v, loss %d: got %s %v\nwas %s", name, op, again.Trace(), loss, got, err2, state)
		}
		crashes++
		if again.Ops() < op {
			return crashes
		}
	}
}

// An operation that fails leaves the state before, so that the step can be
// done again, or says that it does not know.
func TestFaults(t *testing.T) {
	want := states(t, newDisk)
	unsure := 0
	for op := 1; op <= ops(t); op++ {
		for _, fault := range faultfs.Faults {
			disk := faultfs.New(uint64(op))
			disk.FailAt(op, fault)
			e := &env{fs: disk, path: "g.db"}
			for i := 0; i < len(scenario); i++ {
				err := scenario[i].do(e)
				name := fmt.Sprintf("fault %d at %d (%s), in %s: %v", fault, op, disk.Trace()[min(op, disk.Ops())-1], scenario[i].name, err)
				if err == nil {
					mustHold(t, name, disk, want[i+1])
					continue
				}
				if !strings.Contains(err.Error(), "g.db") {
					t.Errorf("%s: the error does not name the file", name)
				}
				if !errors.Is(err, container.ErrUnsure) {
					mustHold(t, name, disk, want[i])
					i-- // once more
					continue
				}
				unsure++
				if e.w != nil && scenario[i].name != "backup" {
					if _, err := e.w.Append(nil); !errors.Is(err, container.ErrUnsure) && !errors.Is(err, container.ErrReplaced) {
						t.Errorf("%s: the writer goes on: %v", name, err)
					}
				}
				e.close()
				got, err := describe(disk, "g.db")
				if err != nil || got != want[i] && got != want[i+1] {
					t.Fatalf("%s: got  %s %v\nwant %s\nor   %s", name, got, err, want[i], want[i+1])
				}
				if got == want[i] && want[i] != want[i+1] {
					i-- // once more
				}
			}
			e.close()
		}
	}
	if unsure == 0 {
		t.Error("no sync has failed")
	}
}

// mustHold checks a state, now and after any crash.
func mustHold(t *testing.T, name string, disk *faultfs.FS, want string) {
	t.Helper()
	if got, err := describe(disk, "g.db"); err != nil || got != want {
		t.Fatalf("%s: got  %s %v\nwant %s", name, got, err, want)
	}
	for seed := range uint64(tears) {
		loss := faultfs.Losses[min(int(seed), 2)]
		if got, err := describe(disk.Reboot(loss, seed), "g.db"); err != nil || got != want {
			t.Fatalf("%s, then a crash with loss %d: got  %s %v\nwant %s", name, loss, got, err, want)
		}
	}
}

// On a disk that stays full nothing is changed, and when there is room again
// the same Writer goes on.
func TestFullDisk(t *testing.T) {
	disk := faultfs.New(1)
	e := &env{fs: disk, path: "g.db"}
	for _, s := range scenario[:3] {
		if err := s.do(e); err != nil {
			t.Fatal(err)
		}
	}
	want, err := describe(disk, "g.db")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []step{appends("full"), extent('F', 9000, commit), extent('F', 9000, reroot), {"replace", replace}} {
		disk.FullFrom(disk.Ops() + 1)
		err := s.do(e)
		if err == nil || errors.Is(err, container.ErrUnsure) || !strings.Contains(err.Error(), "nothing was changed") && s.name != "extent F" {
			t.Errorf("%s: %v", s.name, err)
		}
		disk.FullFrom(0)
		mustHold(t, s.name, disk, want)
		if names, _ := disk.List("."); len(names) != 1 {
			t.Errorf("%s: the folder holds %v", s.name, names)
		}
	}
	if err := appends("room").do(e); err != nil {
		t.Fatal(err)
	}
	mustHold(t, "room", disk, want+" 11 room")
}

// A crash while a damaged superblock is repaired, or with it unrepaired,
// leaves the file readable.
func TestCrashInRepair(t *testing.T) {
	contents, states := files(t, 1)
	for slot := range 2 {
		data := bytes.Clone(contents[4])
		clear(data[4096*slot:][:4096])
		for op := 1; op <= 12; op++ {
			for seed := range uint64(20) {
				disk := faultfs.New(seed)
				disk.WriteFile("g.db", data, 0o644)
				disk.CrashAt(op)
				e := &env{fs: disk, path: "g.db"}
				if err := appends("b" + strings.Repeat("b", 3000)).do(e); err == nil {
					_ = extent('x', 300, reroot).do(e) // crashes, or not
				}
				got, err := describe(disk.Reboot(faultfs.Torn, seed), "g.db")
				if err != nil || !strings.HasPrefix(strings.Replace(got, "x:", "A:", 1), strings.Split(states[4], " | ")[0]) {
					t.Fatalf("superblock %d, crash at %d of %v: %s %v", slot+1, op, disk.Trace(), got, err)
				}
			}
		}
	}
}

// A sync that fails, and a cut that fails too, leave a record that reads back
// but is not on the disk. Who finds it there makes it durable.
func TestSyncForgets(t *testing.T) {
	for seed := range uint64(50) {
		disk := faultfs.New(seed)
		e := &env{fs: disk, path: "g.db"}
		do(t, e, scenario[:3]...)
		disk.FailAt(disk.Ops()+2, faultfs.Broken) // the sync
		disk.FailAt(disk.Ops()+3, faultfs.Broken) // the cut
		if err := appends("c").do(e); !errors.Is(err, container.ErrUnsure) {
			t.Fatal(err)
		}
		e.close()
		do(t, e, appends("d"))
		want, err := describe(disk, "g.db")
		if err != nil || !strings.HasSuffix(want, " c 12 d") {
			t.Fatal(want, err)
		}
		mustHold(t, fmt.Sprint("seed ", seed), disk, want)
	}
}
