"""What must stand before Django can: a Python, space, a free port, `.venv` and the packages of a lock.

Standard library only, and plain grammar on purpose: this file has to explain itself on any Python 3.

    python3 config/setup.py install requirements-dev.txt
    python3 config/setup.py demo localhost 8000
"""

import errno
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
PYTHON = VENV / "bin" / "python"
NEEDED_MB = 500  # what `.venv`, the static files, the demo and its index take, rounded up
WORKING_MB = 50

PIP_OPTIONS = [
    "--require-hashes",
    "--no-deps",
    "--only-binary=:all:",
    "--no-input",
    "--retries=2",
    "--progress-bar=off",
    "--disable-pip-version-check",
]

NO_VENV = (
    "ensurepip|No module named venv",
    "Python's venv module is missing. Install it and run the same command again: sudo apt install python3-venv",
)

# What pip says, and what a person can do about it; the first that fits is shown.
FAULTS = [
    (
        "No space left on device",
        "The disk is full. Free about %d MB and run the same command again; it goes on from here." % NEEDED_MB,
    ),
    (
        "DO NOT MATCH THE HASHES",
        "A downloaded package is not the file that the lock names, so nothing was installed. Try again; if it stays, "
        "the package index you use has changed the file: do not install it, and tell us (SECURITY.md).",
    ),
    (
        "NewConnectionError|Temporary failure in name resolution|Network is unreachable|Name or service not known|"
        "Connection refused|timed out|ProxyError|ConnectionResetError|Connection aborted|getaddrinfo",
        "The packages could not be fetched: there is no way to the package index (pypi.org, or the one set in pip's "
        "configuration). Check the network or proxy (HTTPS_PROXY) and run the same command again.",
    ),
    (
        "No matching distribution|not a supported wheel",
        "A package has no ready-made file for this Python or this kind of machine. The lock is made for Python 3.11 to "
        "3.14 on Linux and macOS; name another Python with: make demo PYTHON=python3.12",
    ),
    (
        "Permission denied",
        "This folder may not be written by you. Use a clone of your own, or give it back: sudo chown -R $USER .",
    ),
]


def stop(message: str) -> NoReturn:
    """Say what to do and end."""
    sys.exit("\n" + message)


def say(text: str) -> None:
    """One line at once, so that nobody waits without knowing for what."""
    print(text, flush=True)


def require_python() -> None:
    """Python 3.11 or later, with the module that makes environments."""
    if sys.version_info < (3, 11):
        found = "%d.%d" % sys.version_info[:2]
        stop(
            "Python 3.11 or later is needed; python3 here is %s. Install one and name it: make demo PYTHON=python3.11"
            % found
        )


def stands(path: Path) -> bool:
    """Whether it is there for us: what somebody else's folder hides is not."""
    try:
        return path.exists()
    except OSError:
        return False


def require_space() -> None:
    """Enough room for what comes: much before the packages are there, little afterwards."""
    needed = WORKING_MB if stands(PYTHON) else NEEDED_MB
    free = shutil.disk_usage(str(ROOT)).free // 2**20
    if free < needed:
        stop(
            "The disk of %s has %d MB free, about %d MB are needed. Free some space and run the same command again."
            % (ROOT, free, needed)
        )


def require_port(host: str, port: str) -> None:
    """The port is ours to take; found out before the long work, not after it."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        stop("PORT=%s is no port. Choose a number between 1024 and 65535: make demo PORT=8001" % port)
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    except socket.gaierror:
        stop("HOST=%s is no address that this machine knows. Leave it out, or use 0.0.0.0 for every address." % host)
    # "localhost" is two addresses on most machines, and the server takes the one that is free of the two.
    for family, kind, protocol, _name, address in found:
        require_address(host, port, family, kind, protocol, address)


def require_address(host: str, port: str, family: int, kind: int, protocol: int, address: "tuple[object, ...]") -> None:
    """One of the addresses that a host name stands for."""
    try:
        trial = socket.socket(family, kind, protocol)
    except OSError:
        return  # a kind of address that this machine does not speak
    with trial:
        if family == socket.AF_INET6:
            trial.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
            trial.listen(1)
        except PermissionError:
            stop("Ports below 1024 belong to the system. Choose a higher one: make demo PORT=8000")
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                stop(
                    "Port %s is taken by another program. Choose another one: make demo PORT=%d" % (port, int(port) + 1)
                )
            if fault.errno != errno.EADDRNOTAVAIL:
                stop("%s:%s cannot be used here: %s" % (host, port, fault.strerror))


def lock(name: str, refusal: str = "") -> int:
    """Hold `var/<name>.lock` until this process ends; with a refusal somebody else's lock ends us, else we wait."""
    try:
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(str(VAR / (name + ".lock")), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        advice = "Use a folder of your own with space on its disk."
        if isinstance(fault, PermissionError):
            advice = "Use a clone of your own, or give this one back: sudo chown -R $USER ."
        stop("%s cannot be written (%s). %s" % (VAR, fault.strerror, advice))
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if refusal:
            stop(refusal % os.pread(handle, 200, 0).decode().strip())
        say("Another command is installing packages into .venv; waiting for it …")
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def venv_works() -> bool:
    """Whether `.venv` was finished: an interrupted one has no working pip."""
    if not stands(PYTHON):
        return False
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """`.venv` beside the code, made anew when an earlier attempt was cut off."""
    if venv_works():
        return
    say("Making .venv …")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode or not venv_works():
        shutil.rmtree(str(VENV), ignore_errors=True)
        explain(made.stdout + made.stderr, *NO_VENV)


def explain(words: str, pattern: str = "", remedy: str = "") -> NoReturn:
    """End with what a person can do about this output, or with its last lines when we do not know it."""
    for known, advice in [(pattern, remedy), *FAULTS]:
        if known and re.search(known, words):
            stop(advice)
    stop(
        "It did not work. The last words were:\n\n%s\n\nRun the same command again to go on from here."
        % "\n".join(line[:200] for line in words.strip().splitlines()[-12:])
    )


def progress(text: str, done: int, total: int) -> None:
    """One line that counts on a terminal; a line per tenth in a log."""
    if sys.stdout.isatty():
        print("\r\033[K%s %d of %d" % (text, done, total), end="" if done < total else "\n", flush=True)
    elif done == total or done % max(1, total // 10) == 0:
        say("%s %d of %d" % (text, done, total))


def install(name: str) -> None:
    """Bring `.venv` to what the lock says, with pip alone; does nothing when it stands already."""
    held = lock("install")
    try:
        make_venv()
        text = (ROOT / name).read_text(encoding="utf-8")
        stamp = VENV / ("installed-" + name)
        mark = hashlib.sha256(text.encode()).hexdigest()
        if not stamp.exists() or stamp.read_text() != mark:
            total = len(re.findall(r"^[\w.\[\],-]+==", text, re.MULTILINE))
            say("Installing %d packages of %s (checked by hash; a minute or more the first time) …" % (total, name))
            run_pip(name, total)
            stamp.write_text(mark)
    finally:
        os.close(held)


def run_pip(name: str, total: int) -> None:
    """Install a lock, counting its packages as pip names them."""
    command = [str(PYTHON), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(ROOT / name)]
    words, done = [], 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=str(ROOT)) as pip:
        for line in pip.stdout or ():
            words.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied", "Ignoring ")):
                done += 1
                progress("Fetching packages:", done, max(total, done))
            elif line.startswith("Installing collected"):
                say("Writing them into .venv (about half a minute) …")
    if pip.returncode:
        explain("".join(words))


def secret_key() -> str:
    """The site's key: from the environment, or made once and kept where only its owner reads it."""
    given = os.environ.get("SECRET_KEY")
    kept = VAR / "secret_key"
    if given:
        return given
    if not kept.exists() or not kept.read_text().strip():
        draft = kept.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with open(os.open(str(draft), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        draft.rename(kept)
    return kept.read_text().strip()


def demo(host: str, port: str) -> None:
    """Everything up to the point where Django takes over; the lock stays with the process that serves."""
    require_python()
    held = lock(
        "demo",
        "Common Ground is already running from this folder (%s). Use that one, or stop it first with Ctrl-C where it "
        "runs. A second site needs a clone of its own.",
    )
    require_port(host, port)
    require_space()
    os.ftruncate(held, 0)
    os.pwrite(held, b"process %d, http://%s:%s" % (os.getpid(), host.encode(), port.encode()), 0)
    os.set_inheritable(held, True)
    began = time.monotonic()
    install("requirements.txt")
    if time.monotonic() - began > 5:
        say("Packages are ready after %d seconds." % (time.monotonic() - began))
    os.environ["SECRET_KEY"] = secret_key()
    command = [str(PYTHON), str(ROOT / "manage.py"), "demo", "--host", host, "--port", port]
    os.execv(command[0], command)


def main(arguments: "list[str]") -> None:
    """`install LOCK` or `demo HOST PORT`."""
    try:
        if arguments[:1] == ["install"]:
            require_python()
            require_space()
            install(arguments[1])
        elif arguments[:1] == ["demo"]:
            demo(arguments[1], arguments[2])
        else:
            stop(__doc__)
    except KeyboardInterrupt:
        stop("Stopped. Nothing is broken: the same command goes on from here.")


if __name__ == "__main__":
    main(sys.argv[1:])
