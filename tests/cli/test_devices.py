"""A run spread over devices and processes, started as the documentation says; and requests that cannot be met."""

import json
import os
import socket
import subprocess
import sys

import pytest
import xarray as xr

from sousveil.cli import main

SCENARIO = """\
schema: 1
name: pair
mechanisms: [conduct, reports, arrests, custody, fear]
people: 20000
days: 30
set: {arrests.cleared: 1}
"""
VARIABLES = ("SOUSVEIL_COORDINATOR", "SOUSVEIL_PROCESSES", "SOUSVEIL_PROCESS")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("devices")
    (folder / "pair.yaml").write_text(SCENARIO)
    assert main(["run", str(folder / "pair.yaml"), "--out", str(folder / "alone"), "--no-report", "--quiet"]) == 0
    return folder


def kept(folder):
    """What must not depend on devices: hashes of the state, of the records and of the case file."""
    info = json.loads((folder / "run.json").read_text())
    return info["state_hash"], info["files"]["records.zarr"], info["files"]["events.parquet"]


def start(*arguments, **variables):
    surroundings = {key: value for key, value in os.environ.items() if key not in VARIABLES} | variables
    command = [sys.executable, "-c", "import sys; from sousveil.cli import main; sys.exit(main())"]
    command += map(str, arguments)
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start_two(*arguments):
    """Two processes of one run on this machine, joined over loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    return [
        start(*arguments, **dict(zip(VARIABLES, (address, "2", str(process)), strict=True))) for process in range(2)
    ]


def finished(processes):
    """Exit code, standard output and standard error of each."""
    try:
        said = [process.communicate(timeout=300) for process in processes]
    finally:
        for process in processes:
            process.kill()
    return [(process.returncode, *one) for process, one in zip(processes, said, strict=True)]


def test_eight_virtual_devices_of_a_process_of_its_own_write_the_same_records(place):
    run = start("run", place / "pair.yaml", "--out", place / "eight", "--devices", 8, "--no-report", "--json")
    ((code, out, err),) = finished([run])
    assert code == 0, err
    done = json.loads(out)["performance"]
    assert (done["devices"], done["device"]) == (8, "cpu") and "8 virtual devices of the CPU" in err
    assert kept(place / "eight") == kept(place / "alone")
    assert json.loads((place / "alone" / "run.json").read_text())["case_file"]["entries"] > 0
    assert xr.open_zarr(place / "alone" / "records.zarr")["friend_struck"].sum() > 0  # some of it had to cross


def test_two_processes_joined_over_loopback_write_the_same_records_once(place):
    asked = ("run", place / "pair.yaml", "--out", place / "two", "--devices", 4, "--no-report", "--json")
    (code, out, err), (other_code, other_out, other_err) = finished(start_two(*asked))
    assert code == other_code == 0, err + other_err
    done = json.loads(out)
    assert done["performance"]["devices"] == 4 and done["folder"] == str(place / "two")
    assert other_out == "" and "process 0 writes the run folder" in other_err
    assert kept(place / "two") == kept(place / "alone")


def test_what_one_process_refuses_all_refuse_and_nothing_is_written(place):
    (place / "full").mkdir()
    (place / "full" / "something").write_text("mine")
    (code, _, err), (other_code, _, other_err) = finished(
        start_two("run", place / "pair.yaml", "--out", place / "full", "--quiet")
    )
    assert code == other_code == 2, err + other_err
    assert "not empty" in err and "another process of this run has refused it" in other_err
    assert [path.name for path in (place / "full").iterdir()] == ["something"]


@pytest.mark.parametrize(
    ("devices", "variables", "said"),
    [
        ("0", {}, "1 to 65,536"),
        ("1000", {}, "1 to 8"),
        ("3", {"SOUSVEIL_COORDINATOR": "127.0.0.1:1", "SOUSVEIL_PROCESSES": "2"}, "a multiple of 2"),
        ("2", {"SOUSVEIL_COORDINATOR": "127.0.0.1:1", "SOUSVEIL_PROCESSES": "many"}, "need SOUSVEIL_PROCESSES"),
        ("2", {"SOUSVEIL_COORDINATOR": "127.0.0.1:1", "SOUSVEIL_PROCESSES": "2", "SOUSVEIL_PROCESS": "2"}, "0 to 1"),
    ],
)
def test_a_wrong_request_is_refused_before_anything_is_written(place, monkeypatch, capsys, devices, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert main(["run", str(place / "pair.yaml"), "--out", str(place / "none"), "--devices", devices]) == 2
    assert said in capsys.readouterr().err
    assert not (place / "none").exists()


def test_estimate_deals_the_memory_out_to_devices(capsys):
    def estimated(devices):
        assert main(["estimate", "--people", "1e8", "--devices", str(devices), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    one, eight = estimated(1), estimated(8)
    assert one["peak"] == eight["peak"] and (one["devices"], eight["devices"]) == (1, 8)
    # an eighth of everything, and one bit of everybody for ties that cross devices
    assert eight["bytes_a_device"] == pytest.approx(one["bytes_a_device"] / 8 + one["slots"] / 8, rel=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("devices", [2, 4, 8])
def test_a_month_of_a_million_is_the_same_on_every_number_of_devices(place, devices):
    everybody = ("run", "everything-app", "--people", "1e6", "--days", 30, "--no-report", "--quiet", "--out")
    if not (place / "million").exists():
        assert finished([start(*everybody, place / "million")])[0][0] == 0
    assert finished([start(*everybody, place / f"million-{devices}", "--devices", devices)])[0][0] == 0
    assert kept(place / f"million-{devices}") == kept(place / "million")
