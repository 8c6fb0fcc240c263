#!/usr/bin/env bash
# Counts the instructions a request costs, scripts included, in both processes: repeatable where times
# are not. Needs valgrind. usage: instructions.sh [POSTBUD]
set -euo pipefail
postbud=${1:-target/release/postbud}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
run() {
  valgrind --tool=callgrind --trace-children=yes --callgrind-out-file="$folder/$1.%p" \
    "$postbud" run collections/ecommerce-v2.postman_collection.json \
    -e collections/ecommerce-v2.postman_environment.json --emulator --seed 1 -n "$1" \
    -r json --reporter-json-export "$folder/$1.json" >/dev/null 2>&1
  awk '/^(summary|totals):/ {sum += $2} END {print sum}' "$folder/$1".[0-9]*
}
few=$(run 2) many=$(run 12)
requests=$(python3 -c "
import json, sys
count = lambda name: json.load(open(name))['run']['stats']['requests']['total']
print(count('$folder/12.json') - count('$folder/2.json'))")
echo "$(((many - few) / requests)) instructions a request, $few for start and two iterations"
