#!/usr/bin/env bash
# Says in the summary of the job what this branch changes about the framings. It fails nothing.
set -euo pipefail

# A summary of more than a megabyte is refused as a whole.
most_bytes=900000
base=${FRAMING_BASE:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s\n' "$*" >>"$GITHUB_STEP_SUMMARY"; }

has_base() { git cat-file -e "$base^{commit}" 2>/dev/null; }

# The first push of a branch has nothing before it, and is told as forty zeros.
if [ -z "${base//0/}" ]; then
    echo "nothing to compare with"
    exit 0
fi
case $base in
-*)
    echo "the base is no commit" >&2
    exit 0
    ;;
esac
# A checkout of one commit does not have it.
has_base || git fetch --quiet --no-tags --depth=1 origin "$base" 2>/dev/null || true
if ! has_base; then
    say "The commit to compare framings with is not in this checkout: give \`actions/checkout\` a \`fetch-depth: 0\`."
    exit 0
fi
if from=$(git merge-base "$base" HEAD 2>/dev/null); then
    note=
else
    from=$base
    note="Compared with the tip of the other branch, as this checkout does not reach back to where they parted."
fi

git diff --name-status -z -M --diff-filter=ACDMRT "$from" HEAD -- \
    ':(top,glob)**/*framing*.toml' ':(top,exclude,glob)**/.*' >"$work/changed"
if [ ! -s "$work/changed" ]; then
    say "No framing was changed."
    exit 0
fi

say "## What this changes about the framings"
say ""
if [ -n "$note" ]; then
    say "$note"
    say ""
fi
top=$(git rev-parse --show-toplevel)
cd "$top"
while IFS= read -r -d '' how; do
    IFS= read -r -d '' old
    new=$old
    case $how in
    R* | C*) IFS= read -r -d '' new ;;
    esac
    before="$from:$old" after="HEAD:$new"
    case $how in
    A*) before=/dev/null ;;
    D*) after=/dev/null ;;
    esac
    status=0
    framing-tui diff --format markdown --name="$new" -- "$before" "$after" \
        >"$work/told" 2>"$work/errors" || status=$?
    if [ "$status" -gt 1 ]; then
        # Names of files are told in it, and must not be read as a command of a workflow.
        token="framing-tui-$RANDOM$RANDOM$RANDOM"
        printf '::stop-commands::%s\n' "$token"
        cat "$work/errors"
        printf '::%s::\n' "$token"
        printf '%s\n' "A framing cannot be compared: see the log of this step." >"$work/told"
    fi
    written=$(wc -c <"$GITHUB_STEP_SUMMARY")
    more=$(wc -c <"$work/told")
    if [ $((written + more)) -gt "$most_bytes" ]; then
        say "There is more than a summary holds."
        break
    fi
    cat "$work/told" >>"$GITHUB_STEP_SUMMARY"
    say ""
done <"$work/changed"
