"""What `make demo` says before anything is installed."""

import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import setup


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything it writes goes into a folder of the test."""
    for name in ("VAR", "VENV", "PYTHON"):
        monkeypatch.setattr(setup, name, tmp_path / name.lower())
    monkeypatch.delenv("SECRET_KEY", raising=False)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(taken_port: int) -> None:
    with pytest.raises(SystemExit, match=rf"Port {taken_port} is taken .* make demo PORT={taken_port + 1}"):
        setup.require_port("localhost", str(taken_port))


def test_each_address_of_a_name_is_tried(monkeypatch: pytest.MonkeyPatch, taken_port: int) -> None:
    """On many machines "localhost" is ::1 first, and the server takes 127.0.0.1."""
    both = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", taken_port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", taken_port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(SystemExit, match=rf"Port {taken_port} is taken"):
        setup.require_port("localhost", str(taken_port))


def test_what_somebody_elses_folder_hides_is_not_there() -> None:
    class Hidden(type(Path())):
        def exists(self, **kwargs: object) -> bool:
            raise PermissionError

    assert setup.stands(Hidden("x")) is False


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("localhost", "eighty", "PORT=eighty is no port"),
        ("localhost", "0", "PORT=0 is no port"),
        ("localhost", "65536", "PORT=65536 is no port"),
        ("no such host", "8000", "HOST=no such host is no address"),
    ],
)
def test_nonsense_is_explained(host: str, port: str, words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        setup.require_port(host, port)


def test_a_free_port_is_left_free(taken_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    setup.require_port("localhost", str(free))
    with socket.socket() as probe:
        assert probe.bind(("127.0.0.1", free)) is None


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or later is needed; python3 here is 3\.9"):
        setup.require_python()


def test_a_full_disk_is_found_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda path: setup.shutil._ntuple_diskusage(0, 0, 120 * 2**20))
    with pytest.raises(SystemExit, match="has 120 MB free, about 500 MB are needed"):
        setup.require_space()


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "do not install it"),
        ("NewConnectionError: Failed to establish", "Check the network or proxy"),
        ("Temporary failure in name resolution\nERROR: No matching distribution found", "Check the network or proxy"),
        ("ERROR: No matching distribution found for x==1", "Python 3.11 to 3.14"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_what_pip_says_becomes_what_a_person_can_do(words: str, advice: str) -> None:
    with pytest.raises(SystemExit) as told:
        setup.explain(words)
    assert advice in str(told.value)


def test_a_missing_venv_module_names_the_package() -> None:
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        setup.explain("The virtual environment was not created because ensurepip is not available.", *setup.NO_VENV)


def test_the_key_is_made_once_and_is_for_its_owner_only() -> None:
    setup.VAR.mkdir()
    first = setup.secret_key()
    assert len(first) > 50
    assert setup.secret_key() == first
    assert stat.S_IMODE((setup.VAR / "secret_key").stat().st_mode) == 0o600


def test_a_key_from_the_environment_is_not_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert setup.secret_key() == "given"
    assert not setup.VAR.exists()


def test_a_second_start_in_the_same_folder_is_refused_with_the_first_ones_address() -> None:
    setup.VAR.mkdir()
    holder = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); f.write('here'); "
    command = [sys.executable, "-c", holder + "f.flush(); print('held', flush=True); time.sleep(60)"]
    with subprocess.Popen([*command, str(setup.VAR / "demo.lock")], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(SystemExit, match=r"already running \(here\)"):
            setup.lock("demo", "already running (%s)")
        other.kill()


def test_an_interrupted_environment_is_not_trusted() -> None:
    setup.PYTHON = Path(sys.executable)
    assert setup.venv_works()
    setup.PYTHON = setup.VENV / "bin" / "python"
    assert not setup.venv_works()


def test_a_finished_installation_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    setup.VENV.mkdir()
    monkeypatch.setattr(setup, "make_venv", lambda: None)
    monkeypatch.setattr(setup, "PYTHON", "/bin/false")
    with pytest.raises(SystemExit):
        setup.install("requirements.txt")
    monkeypatch.setattr(setup, "PYTHON", "/bin/true")
    setup.install("requirements.txt")
    monkeypatch.setattr(setup, "PYTHON", "/bin/false")
    setup.install("requirements.txt")
    assert (setup.VENV / "installed-requirements.txt").exists()


def test_a_python_without_packages_is_told_which_one_has_them() -> None:
    asked = [sys.executable, "-S", str(setup.ROOT / "manage.py"), "check"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert ".venv/bin/python manage.py" in told.stderr
