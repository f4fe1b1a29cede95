#!/usr/bin/env bash
# Installs this very checkout of the action into an environment of its own, and puts its folder on
# the path of the steps that follow. The job's own Python is left alone.
set -euo pipefail

home="$RUNNER_TEMP/framing-tui"
"${PYTHON:-python3}" -m venv "$home"
"$home/bin/pip" install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
# The program alone: with the whole folder, its Python would stand for that of the job.
mkdir -p "$home/program"
ln -sf "$home/bin/framing-tui" "$home/program/framing-tui"
printf '%s\n' "$home/program" >>"$GITHUB_PATH"
