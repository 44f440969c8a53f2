package quads

import "testing"

func TestCount(t *testing.T) {
	tests := []struct {
		n    int
		noun string
		want string
	}{
		{0, "quad", "0 quads"}, {1, "quad", "1 quad"}, {2, "bad line", "2 bad lines"},
		{1, "entity", "1 entity"}, {999, "entity", "999 entities"}, {1000, "quad", "1,000 quads"},
		{-1234567, "quad", "-1,234,567 quads"}, {-123, "quad", "-123 quads"},
	}
	for _, tt := range tests {
		if got := Count(tt.n, tt.noun); got != tt.want {
			t.Errorf("Count(%d, %q) is %q, want %q", tt.n, tt.noun, got, tt.want)
		}
	}
}
