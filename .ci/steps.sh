# What .ci/run and .ci/long share: named steps that all run even after a failure, and one count over every suite.

results=artifacts/test-results
failed_steps=()
rm -rf "$results"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# step NAME COMMAND...: runs one step, says how long it took, remembers whether it failed.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n=== %s\n' "$name"
  if "$@"; then
    printf -- '--- %s: ok, %d s\n' "$name" $((SECONDS - start))
  else
    printf -- '--- %s: FAILED, %d s\n' "$name" $((SECONDS - start))
    failed_steps+=("$name")
  fi
}

require_tools() {
  local node
  dotnet --version >/dev/null || { echo "the .NET 10 SDK is missing" >&2; return 1; }
  node=$(node --version 2>/dev/null) || { echo "Node.js 20 or newer is missing" >&2; return 1; }
  printf 'dotnet %s, node %s, %s cores, load %s\n' "$(dotnet --version)" "$node" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
}

# checks TIER: every step of quick, full or long.
checks() {
  export P2PPROVER_TEST_TIER=$1
  export INTEROP_REQUIRED=1 # the foreign peer comes from npm; its absence is a failure here, not a reason to skip
  step "tools" require_tools
  step "restore" dotnet restore P2PProver.sln --locked-mode
  step "format" dotnet format P2PProver.sln --verify-no-changes --no-restore
  step "build" dotnet build P2PProver.sln -c Release --no-restore
  step "tests" suite default dotnet test P2PProver.sln -c Release --no-build
  [ "$1" != quick ] || return 0
  step "without AVX-512" laws EnableAVX512 0
  step "without AVX2" laws EnableAVX2 0
  step "without intrinsics" laws EnableHWIntrinsic 0
}

# suite NAME COMMAND...: runs dotnet test with its results under a folder of that name.
suite() {
  local name=$1
  shift
  "$@" --logger trx --results-directory "$results/$name" --blame-hang-timeout 20min --verbosity minimal
}

# laws SWITCH VALUE: the kernels' test projects once more, with an instruction set switched off in the runtime.
laws() {
  local project status=0
  for project in Fields Hashing Stark; do
    env "DOTNET_$1=$2" dotnet test "tests/$project" -c Release --no-build --logger trx \
      --results-directory "$results/$1/$project" --blame-hang-timeout 20min --verbosity minimal || status=1
  done
  return $status
}

# benchmark VERB: writes docs/results/VERB.json; it names commit, processor, load and parameters itself.
benchmark() {
  dotnet run --project tests/Benchmarks -c Release --no-build -- "$1" --json > "$results/$1.json" && mv "$results/$1.json" "docs/results/$1.json"
}

# count ATTRIBUTE: the sum of one counter over all result files.
count() {
  find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + 2>/dev/null \
    | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

# finish: the reasons of skipped tests, the failed steps, and the closing line.
finish() {
  local total executed passed failed
  total=$(count total) executed=$(count executed) passed=$(count passed)
  failed=$((executed - passed))
  [ "$failed" -ge ${#failed_steps[@]} ] || failed=${#failed_steps[@]}
  printf '\n'
  if [ "$total" -gt "$executed" ]; then
    echo "skipped, by reason:"
    find "$results" -name '*.trx' -exec cat {} + | tr '\n' ' ' | grep -o 'outcome="NotExecuted"[^>]*> *<Output> *<ErrorInfo> *<Message>[^<]*' \
      | sed 's/.*<Message>/  /' | sort | uniq -c
  fi
  [ ${#failed_steps[@]} -eq 0 ] || printf 'failed step: %s\n' "${failed_steps[@]}"
  [ "$executed" -gt 0 ] || { echo "no test ran"; failed=$((failed + 1)); }
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" $((total - executed))
  [ "$failed" -eq 0 ]
}
