#!/usr/bin/env bash
# Judges the framings: findings beside the lines of a pull request, and as SARIF where that is
# wanted. The status is that of the check.
set -euo pipefail

paths=()
while IFS= read -r path || [ -n "$path" ]; do
    if [ -n "$path" ]; then paths+=("$path"); fi
done <<<"${FRAMING_PATHS:-.}"

if [ -n "${FRAMING_SARIF:-}" ]; then
    # A file that cannot be read is told by the second run, with the status that fails the step.
    framing-tui check --format sarif --fail-on never -- "${paths[@]}" >"$FRAMING_SARIF" || true
fi
framing-tui check --format github --fail-on "${FRAMING_FAIL_ON:-red}" -- "${paths[@]}"
