#!/bin/sh
# Uploads a file in parts with an upload plan:  sh upload.sh PLAN.json FILE
# Run again with the same plan and file, it continues. Needs curl, and md5sum to compare stored parts with the file.
# Exit code 0: uploaded, 1: failed, 2: called the wrong way, 3: the links have expired.
set -eu
umask 077

if [ $# -ne 2 ] || [ ! -f "$1" ] || [ ! -f "$2" ]; then
  echo "usage: sh upload.sh PLAN.json FILE" >&2
  exit 2
fi
file=$2
size=$(($(wc -c < "$file")))
completing=
lost=
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail() {
  echo "The upload failed: $1." >&2
  exit 1
}

# Each JSON object on a line: a link begins with its part number or method, and its required headers follow on the next line.
tr -d '\r\n' < "$1" | tr '{}' '\n\n' > "$work/plan"

# Prints a link as curl reads it: the URL and the headers. Among the arguments of curl every user of the machine could read it.
link() { # "number":3 or "method":"GET"
  awk -v wanted="$1,\"url\":\"" '
    index($0, wanted) == 1 {
      url = substr($0, length(wanted) + 1)
      sub(/".*/, "", url)
      print "url = \"" url "\""
      headersFollow = /"requiredHeaders":$/
      next
    }
    headersFollow {
      headersFollow = 0
      count = split(substr($0, 2, length($0) - 2), headers, /","/)
      for (i = 1; i <= count; i++) {
        sub(/":"/, ": ", headers[i])
        print "header = \"" headers[i] "\""
      }
    }' "$work/plan"
}

number_of() { # a field at the beginning of the plan
  sed -n -E 's/.*"'"$1"'":([0-9]+).*/\1/p' "$work/plan" | head -n 1
}

send() { # the link for curl, more arguments of curl
  printf '%s\n' "$1" > "$work/link"
  shift
  curl --disable --config "$work/link" --globoff --path-as-is --proto '=https,http' \
    --silent --connect-timeout 10 --speed-limit 1 --speed-time 60 \
    --output "$work/response" --write-out '%{http_code}' "$@"
}

# An error may come with status 200, and a proxy may answer in place of the bucket.
is_confirmed() {
  [ -z "$completing" ] || grep -q '</CompleteMultipartUploadResult>' "$work/response"
}

# Sends a request with a link, up to five times. The response is in $work/response.
request() {
  [ -n "$1" ] || fail "the plan does not have the link"
  for delay in 1 2 4 8 0; do
    problem=0
    status=$(send "$@") || problem=$?
    [ "$problem" -eq 0 ] || status=000
    case $status in
      2??) if is_confirmed; then return; fi ;;
      000 | 408 | 429 | 5??) ;;
      *) break ;;
    esac
    case $problem in
      6 | 7) ;; # Without an address or a connection nothing has been sent.
      *) lost=$completing ;;
    esac
    echo "status $status" >&2
    sleep "$delay"
  done
  [ -f "$work/response" ] || fail "there is no connection"
  code=$(sed -n 's:.*<Code>\([A-Za-z]*\)</Code>.*:\1:p' "$work/response" | head -n 1)
  if grep -qE 'Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<' "$work/response"; then
    echo "The links have expired. Ask their sender for a new plan of this upload; the stored parts are kept." >&2
    exit 3
  fi
  if [ "$code" = NoSuchUpload ]; then
    # The object is this file only if a response to this run's own completion was lost.
    [ -z "$lost" ] || ! is_complete || exit 0
    fail "the upload has ended, and its file may be stored already; ask its sender before uploading it again"
  fi
  fail "status $status $code"
}

is_complete() {
  send "$(link '"method":"HEAD"')" --head > /dev/null
  tr -d '\r' < "$work/response" | grep -qix "content-length: $size" && echo "Uploaded $size bytes."
}

# Writes a line with number, entity tag and size of each stored part to $work/stored.
list() {
  : > "$work/stored"
  link '"method":"GET"' > "$work/lists"
  while IFS= read -r page; do
    request "$page"
    tr '<' '\n' < "$work/response" | awk -F '>' '
      $1 == "PartNumber" { number = $2 }
      $1 == "ETag" { tag = $2; gsub(/&quot;|"/, "", tag) }
      $1 == "Size" { size = $2 }
      $1 == "/Part" { print number, tag, size }' >> "$work/stored"
  done < "$work/lists"
}

part_size=$(number_of partSize)
[ "$size" = "$(number_of size)" ] || fail "the plan is for a file of $(number_of size) bytes, and this one has $size"
count=$(((size + part_size - 1) / part_size))
[ "$count" -gt 0 ] || count=1

is_stored() { # the number; the part is in $work/part
  tag=$(sed -n "s/^$1 \([^ ]*\) $(($(wc -c < "$work/part")))$/\1/p" "$work/stored")
  [ -n "$tag" ] || return 1
  # The entity tag of a part is its MD5.
  ! command -v md5sum > /dev/null || [ "$tag" = "$(md5sum < "$work/part" | cut -c 1-32 | tr 'a-f' 'A-F')" ]
}

list
number=1
while [ "$number" -le "$count" ]; do
  tail -c "+$(((number - 1) * part_size + 1))" "$file" | head -c "$part_size" > "$work/part"
  if ! is_stored "$number"; then
    request "$(link "\"number\":$number")" --upload-file "$work/part"
  fi
  echo "part $number of $count" >&2
  number=$((number + 1))
done

list
[ "$(($(wc -l < "$work/stored")))" -eq "$count" ] || fail "the bucket has $(($(wc -l < "$work/stored"))) of $count parts"
{
  echo '<CompleteMultipartUpload>'
  sed -E 's:^([0-9]+) ([^ ]+) .*:<Part><PartNumber>\1</PartNumber><ETag>"\2"</ETag></Part>:' "$work/stored"
  echo '</CompleteMultipartUpload>'
} > "$work/complete"
completing=yes
request "$(link '"method":"POST"')" --request POST --data-binary "@$work/complete"
echo "Uploaded $size bytes."
