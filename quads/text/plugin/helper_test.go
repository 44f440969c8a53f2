package plugin_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// behaviour is the variable by which a test makes of its own binary a program
// that is talked to.
const behaviour = "QUIPU_PLUGIN_BEHAVIOUR"

func TestMain(m *testing.M) {
	if how := os.Getenv(behaviour); how != "" {
		help(how)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// help is a program that behaves as told, well or badly.
func help(how string) {
	in := bufio.NewScanner(os.Stdin)
	say := func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	switch how {
	case "mute":
		time.Sleep(time.Hour)
	case "dead":
		fmt.Fprintln(os.Stderr, "no such \x1b[31mmodel")
		os.Exit(3)
	case "future":
		say(`{"type":"hello","protocol":99,"name":"future"}`)
	case "nameless":
		say(`{"type":"hello","protocol":1}`)
	case "rude":
		say("Loading weights: 100%%|██████████| 2/2")
	case "child":
		child := exec.Command("sleep", "1000")
		if err := child.Start(); err != nil {
			os.Exit(3)
		}
		fmt.Fprintln(os.Stderr, "child", child.Process.Pid)
	case "noise":
		for i := range 1000 {
			fmt.Fprintf(os.Stderr, "line %d \x1b[31mred\x1b[0m %s\n", i, strings.Repeat("x", 10_000))
		}
	}
	if how != "eager" {
		in.Scan() // hello
	}
	say(`{"type":"hello","protocol":1,"name":"Helper","version":"0.1 %s"}`, "\\u001b[31m")
	if how == "eager" {
		in.Scan()
		how = "good"
	}
	for in.Scan() {
		var s struct {
			ID   int
			Text string
		}
		if err := json.Unmarshal(in.Bytes(), &s); err != nil {
			os.Exit(3)
		}
		answer(how, s.ID, s.Text, say)
	}
}

// claims are the answers about a sentence of at least ten bytes that begins
// with Board; %[1]d is its id.
var claims = map[string]string{
	"good":      `"subject":"The  board","relation":"closes","object":"pier","speaker":"Ana","stance":"denies","start":0,"end":5,"quote":"Board","confidence":0.5`,
	"far":       `"subject":"a","relation":"b","object":"c","start":0,"end":5000,"quote":"Board","confidence":0.5`,
	"backwards": `"subject":"a","relation":"b","object":"c","start":5,"end":0,"quote":"Board","confidence":0.5`,
	"misquote":  `"subject":"a","relation":"b","object":"c","start":0,"end":5,"quote":"Bored","confidence":0.5`,
	"split":     `"subject":"a","relation":"b","object":"c","start":0,"end":10,"quote":"Board – \ufffd","confidence":0.5`,
	"quoteless": `"subject":"a","relation":"b","object":"c","confidence":0.5`,
	"stance":    `"subject":"a","relation":"b","object":"c","stance":"swears","start":0,"end":5,"quote":"Board","confidence":0.5`,
	"sure":      `"subject":"a","relation":"b","object":"c","start":0,"end":5,"quote":"Board","confidence":1.5`,
	"empty":     `"subject":" ","relation":"b","object":"c","start":0,"end":5,"quote":"Board","confidence":0.5`,
	"escape":    `"subject":"a\u001b[2J","relation":"b","object":"c","start":0,"end":5,"quote":"Board","confidence":0.5`,
	"long":      `"subject":"` + strings.Repeat("a", 400) + `","relation":"b","object":"c","start":0,"end":5,"quote":"Board","confidence":0.5`,
	"type":      `"subject":7`,
}

func answer(how string, id int, text string, say func(string, ...any)) {
	claim := func() { say(`{"type":"claim","id":%d,%s}`, id, claims["good"]) }
	switch how {
	case "slow":
		if id == 1 {
			time.Sleep(time.Hour)
		}
	case "ends":
		if strings.Contains(text, "now") {
			os.Exit(0)
		}
		claim()
	case "endless":
		say("%s", strings.Repeat("x", 1<<20))
	case "garbage":
		say("\xff\xfe")
	case "list":
		say("[1, 2]")
	case "other":
		say(`{"type":"done","id":%d}`, id+1)
	case "nobody":
		say(`{"type":"done"}`)
	case "odd":
		say(`{"type":"thought","id":%d}`, id)
	case "flood":
		for {
			claim()
		}
	case "deaf":
		say(`{"type":"done","id":%d}`, id)
		time.Sleep(time.Hour)
	case "good", "child", "noise":
		claim()
	default:
		say(`{"type":"claim","id":%d,%s}`, id, claims[how])
	}
	say(`{"type":"done","id":%d}`, id)
}
