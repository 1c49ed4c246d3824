# shellcheck shell=bash
# Reads the reports that Surefire and Failsafe write about a test run.

# tests_run DIRECTORY: the number of tests that were run and not skipped.
tests_run() {
  [ -d "$1" ] || { echo 0 && return; }
  find "$1" -name 'TEST-*.xml' -exec grep -h '<testsuite ' {} + |
    sed -E 's/.* tests="([0-9]+)".* skipped="([0-9]+)".*/\1 \2/' | awk '{ sum += $1 - $2 } END { print sum + 0 }'
}

# say_slowest_tests DIRECTORY...: the ten that took longest.
say_slowest_tests() {
  say "the ten slowest tests, in seconds:"
  { find "$@" -name 'TEST-*.xml' -exec grep -h '<testcase ' {} + 2>/dev/null || true; } |
    sed -E 's/.* name="([^"]*)" classname="([^"]*\.)?([^".]*)" time="([0-9.,]*)".*/\4 \3.\1/' |
    tr -d , | sort -rn | awk 'NR <= 10 { printf "%9.1f  %s\n", $1, substr($0, length($1) + 2) }' | quote
}

# say_tests_by_class DIRECTORY: for each class, how many tests passed, failed and were skipped.
say_tests_by_class() {
  { find "$1" -name 'TEST-*.xml' -exec grep -h '<testsuite ' {} + 2>/dev/null || true; } |
    sed -E 's/.* name="([^"]*\.)?([^".]*)" .* tests="([0-9]+)" errors="([0-9]+)" skipped="([0-9]+)" failures="([0-9]+)".*/\2 \3 \4 \5 \6/' |
    awk '{ printf "%-28s %3d passed, %d failed, %d skipped\n", $1, $2 - $3 - $4 - $5, $3 + $5, $4 }' | LC_ALL=C sort | quote
}
