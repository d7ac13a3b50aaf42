#!/bin/sh
# The ladder on a machine with an accelerator, in at most eight minutes. It needs this folder's checkout, Python 3.11 or
# newer with NumPy and JAX for the accelerator (pip install 'jax[cuda13]'), and benchmarks/gpu-input.json, which
# `python -m benchmarks.gpu prepare` makes with the whole lab on any machine. Results go to the folder named first
# (default: benchmarks); arguments after it go to the ladder.
set -u
cd "$(dirname "$0")/.." || exit 2
out=${1:-benchmarks}
[ $# -gt 0 ] && shift
python=${PYTHON:-python3}
export PYTHONUNBUFFERED=1 SOUSVEIL_CACHE=${SOUSVEIL_CACHE:-${TMPDIR:-/tmp}/sousveil-kernels}
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
timeout 480 "$python" -m benchmarks.gpu --out "$out/gpu-results.jsonl" --wall 420 "$@"
