#!/bin/sh
# Saves what a presigned link points to:  sh download.sh FILE < link.txt
# Exit code 0: saved, 1: failed, 2: called the wrong way, 3: the link has expired.
set -eu
umask 077

if [ $# -ne 1 ]; then
  echo "usage: sh download.sh FILE, with the link on standard input" >&2
  exit 2
fi
target=$1
link=$(head -n 1 | tr -d '\r')

# A quote would end the link where curl reads it, and what follows would be options.
case $link in
  '' | *[[:space:][:cntrl:]]* | *\"* | *\\*)
    echo "The download failed: there is no link, or it has a blank, a quote or a backslash." >&2
    exit 1
    ;;
esac

part=$(mktemp -- "$target.XXXXXX")
trap 'rm -f -- "$part"' EXIT
trap 'exit 1' HUP INT TERM

# tag::download[]
# The link reaches curl on its standard input: among the arguments every user of the machine could read it.
status=$(printf 'url = "%s"\n' "$link" |
  curl --disable --config - --globoff --path-as-is --proto '=https,http' \
    --silent --show-error --connect-timeout 10 --speed-limit 1 --speed-time 60 \
    --header 'Accept-Encoding: identity' --output "$part" --write-out '%{http_code}') ||
  { echo "The download failed: curl ended with $?." >&2; exit 1; }

if [ "$status" = 200 ]; then
  mv -- "$part" "$target"
  echo "Saved $(($(wc -c < "$target"))) bytes."
elif grep -qE 'Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<' "$part"; then
  echo "The link has expired. Ask its sender for a new one." >&2
  exit 3
else
  code=$(sed -n 's:.*<Code>\([A-Za-z]*\)</Code>.*:\1:p' "$part" | head -n 1)
  echo "The download failed: status $status ${code}." >&2
  exit 1
fi
# end::download[]
