#!/bin/sh
# The shortest way to a file:  sh open.sh FILE < link.txt
# curl says what went wrong, but not that the link has expired: then it reports error 403. Exit codes are curl's own.
set -u

# tag::open[]
IFS= read -r link
printf 'url = "%s"\n' "$link" | curl --disable --config - --globoff --fail --remove-on-error --output "$1"
# end::open[]
