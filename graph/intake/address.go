package intake

import (
	"net/url"
	"slices"
	"strings"

	"quipu/quads"
)

// trackers are parameters of addresses that tell who followed a link, and
// nothing about the page. A "*" at the end stands for any ending.
var trackers = []string{
	"utm_*", "mtm_*", "pk_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid",
	"mc_cid", "mc_eid", "_ga", "_gl", "cmpid", "ito", "xtor", "ref_src", "ref_url", "smid", "wt_mc",
}

// longestAddress is the longest address, in bytes, that a document is known by.
const longestAddress = 2048

// Canonical brings a web address to the one form in which addresses of one
// page agree: scheme and host in lower case, without the default port, the
// fragment, and parameters that only track readers. ok is false for what is
// no address of a web page.
func Canonical(address string) (canonical string, ok bool) {
	if len(address) > longestAddress {
		return "", false
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.User != nil {
		return "", false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	if port == "" {
		return "", false
	}
	u.Host = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), port), ".")
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery, u.ForceQuery = withoutTrackers(u.RawQuery), false
	canonical = u.String()
	return canonical, u.Host != "" && quads.CheckIRI(canonical) == nil
}

// withoutTrackers leaves the order of the others, and how they are written, as
// they are: a server may tell them apart.
func withoutTrackers(query string) string {
	var kept []string
	for _, p := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		tracks := func(t string) bool {
			beginning, any := strings.CutSuffix(t, "*")
			return any && strings.HasPrefix(name, beginning) || name == t
		}
		if p != "" && !slices.ContainsFunc(trackers, tracks) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}
