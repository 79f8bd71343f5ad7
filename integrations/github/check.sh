#!/usr/bin/env bash
# The step of action.yml: annotations on standard output, SARIF and Markdown into files, the Markdown into the summary.
set -u

arguments=()
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=("$line")
done <<< "${FAZHI_CHECK_PATHS:-.}"$'\n'"${FAZHI_CHECK_ARGS:-}"
[ -n "${FAZHI_CHECK_DIFF:-}" ] && arguments+=(--diff "$FAZHI_CHECK_DIFF")
[ -n "${FAZHI_CHECK_FAIL_ON:-}" ] && arguments+=(--fail-on "$FAZHI_CHECK_FAIL_ON")

sarif=${FAZHI_CHECK_SARIF:-fazhi-check.sarif}
comment=${FAZHI_CHECK_COMMENT:-fazhi-check.md}
rm -f "$sarif" "$comment"

code=0
fazhi-check lint "${arguments[@]}" --format github --format "sarif=$sarif" --format "markdown=$comment" || code=$?

[ -f "$sarif" ] || sarif=
[ -f "$comment" ] || comment=
[ -n "$comment" ] && cat "$comment" >> "$GITHUB_STEP_SUMMARY"
{
  echo "exit-code=$code"
  echo "sarif=$sarif"
  echo "comment=$comment"
} >> "$GITHUB_OUTPUT"
exit "$code"
