package main

import "runtime/debug"

// release is set by the linker when a release is built.
var release string

// version is the release, else the version or commit that Go built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (v == "" || v == "(devel)") {
			return "devel " + s.Value
		}
	}
	if v == "" || v == "(devel)" {
		return "devel"
	}
	return v
}
