#!/usr/bin/env bash
# Says which committed pages are not what would be written now; fails where one is not.
set -euo pipefail

status=0
# What a page holds is printed where it differs, and must not be read as a command of a workflow.
token="framing-tui-$RANDOM$RANDOM$RANDOM"

encoded() {
    local text=$1
    text=${text//'%'/%25}
    text=${text//$'\r'/%0D}
    text=${text//$'\n'/%0A}
    text=${text//:/%3A}
    printf '%s' "${text//,/%2C}"
}

while IFS= read -r line || [ -n "$line" ]; do
    if [ -z "$line" ]; then continue; fi
    case $line in
    *" > "*) file=${line%% > *} page=${line#* > } ;;
    *) file=framing.toml page=$line ;;
    esac
    printf '::stop-commands::%s\n' "$token"
    found=0
    framing-tui export --check "$page" -- "$file" || found=$?
    printf '::%s::\n' "$token"
    if [ "$found" -eq 1 ]; then
        printf '::error file=%s,title=page::is not up to date; write it with: framing-tui export %s -o %s\n' \
            "$(encoded "$page")" "$(encoded "$file")" "$(encoded "$page")"
    fi
    if [ "$found" -gt "$status" ]; then status=$found; fi
done <<<"${FRAMING_PAGES:-}"
exit "$status"
