#!/bin/bash
# Makes .venv, installs the locked packages and this project into it, and fetches the front end's files (build/vendor).
#
#   scripts/setup.sh main    what the library and the web application need to run
#   scripts/setup.sh dev     that, and what the checks and tests need (the default)
#
# `main` never takes away what an earlier `dev` installed, and a second start finds nothing to do.
#
# PYTHON=/path/to/python chooses the interpreter. Without it the oldest supported Python is taken: it is the one of
# Debian 12, and what works there works on the newer ones, while the reverse has to be hoped for.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-dev}
venv=$PWD/.venv
python=$venv/bin/python
packages_stamp=$venv/packages.stamp
project_stamp=$venv/project.stamp
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# uv brings its own list of authorities; agencies have theirs in the system.
export UV_SYSTEM_CERTS=1 PIP_DISABLE_PIP_VERSION_CHECK=1

main() {
    case $wanted in
        main | dev) ;;
        *) fail "unknown set of packages '$wanted': say main or dev" ;;
    esac
    # Two starts at once would install over each other: the second waits.
    if command -v flock >/dev/null; then
        exec 9<scripts/setup.sh
        flock 9
    fi
    if ! has_packages || ! has_project; then install; fi
    # It sees for itself whether there is anything to do.
    "$python" scripts/vendor.py || say "build/vendor was not made: maps and charts will show their tables instead"
}

install() {
    if ! has_packages; then
        if [ "$wanted" = dev ]; then ensure_browser && ensure_postgres; fi
        if grep -qs '^dev ' "$packages_stamp"; then wanted=dev; fi
        ensure_venv
        rm -f "$packages_stamp" "$project_stamp"
        install_packages
        packages_state "$wanted" >"$packages_stamp"
    fi
    install_project
    project_state >"$project_stamp"
    say "the $wanted packages are in .venv"
}

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
    say "$*"
    if [ -s "$log" ]; then
        say "the last lines of what was tried:"
        tail -n 25 "$log" | sed 's/^/    /' >&2
    fi
    exit 1
}

# What an installation depends on. The path is part of it, because a venv cannot be moved.
packages_state() {
    printf '%s ' "$1"
    cat requirements/bootstrap.lock "requirements/$1.lock" scripts/setup.sh <(echo "$venv") | cksum
}

project_state() { cksum <pyproject.toml; }

has_packages() {
    [ -f "$packages_stamp" ] && is_wanted_python || return 1
    case $(cat "$packages_stamp") in
        "$(packages_state dev)") return 0 ;;
        "$(packages_state main)") [ "$wanted" = main ] ;;
        *) return 1 ;;
    esac
}

has_project() { [ -f "$project_stamp" ] && [ "$(cat "$project_stamp")" = "$(project_state)" ]; }

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

is_supported() {
    case $(version_of "$1") in
        3.11 | 3.12 | 3.13) return 0 ;;
        *) return 1 ;;
    esac
}

is_wanted_python() {
    is_supported "$python" && { [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of "$python")" ]; }
}

may_use_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

apt_install() {
    say "installing Debian packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >>"$log" 2>&1 && apt-get -qq install --yes --no-install-recommends "$@" >>"$log" 2>&1
}

# ensure_debian WHAT PACKAGE...: what some tests need beside Python packages, and what happens without.
ensure_debian() {
    local package missing=() without=$1
    command -v dpkg-query >/dev/null || return 0
    for package in "${@:2}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if may_use_apt && apt_install "${missing[@]}"; then return; fi
    say "$without; to run them install: ${missing[*]}"
}

# Chromium for the tests of pages; libatomic1 for Playwright's own driver; a font, or every letter is a box.
ensure_browser() { ensure_debian "browser tests will be skipped" chromium libatomic1 fonts-dejavu-core; }

# The servers of the database that runs in production; scripts/with_postgres.py makes a private one for the tests.
ensure_postgres() { ensure_debian "tests on PostgreSQL will be skipped" postgresql; }

find_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        is_supported "$PYTHON" || fail "PYTHON=$PYTHON does not run, or is not Python 3.11, 3.12 or 3.13"
        found=$PYTHON
        return
    fi
    for candidate in python3.11 python3.12 python3.13 python3; do
        if is_supported "$candidate"; then
            found=$candidate
            return
        fi
    done
    fail "no Python 3.11, 3.12 or 3.13 found: install one, or name it, as in PYTHON=/path/to/python make setup"
}

ensure_venv() {
    if [ -x "$python" ] && is_wanted_python && grep -qsF "$venv" "$venv/bin/activate"; then return; fi
    local found package
    find_python
    package="python$(version_of "$found")-venv"
    # Debian keeps ensurepip in a package of its own.
    if ! "$found" -c 'import ensurepip' >/dev/null 2>&1; then
        may_use_apt || fail "$found cannot make a virtual environment: install $package"
        apt_install "$package" || fail "could not install $package"
    fi
    "$found" -m venv --clear "$venv" >>"$log" 2>&1 || fail "could not make .venv with $found"
}

# uv is several times faster; pip knows proxies and mirrors that only pip's own configuration names.
install_packages() {
    local locks=(-r requirements/bootstrap.lock -r "requirements/$wanted.lock")
    say "installing the $wanted packages"
    "$python" -m pip install --quiet --require-hashes --no-deps -r requirements/bootstrap.lock >>"$log" 2>&1 ||
        fail "could not install the installer (requirements/bootstrap.lock)"
    if uv pip sync --require-hashes requirements/bootstrap.lock "requirements/$wanted.lock"; then return; fi
    say "uv failed; trying again with pip, which takes longer"
    "$python" -m pip install --quiet --require-hashes --no-deps "${locks[@]}" >>"$log" 2>&1 ||
        fail "neither uv nor pip could install requirements/$wanted.lock"
}

install_project() {
    local options=(--no-deps --no-build-isolation --editable .)
    if uv pip install "${options[@]}"; then return; fi
    "$python" -m pip install --quiet "${options[@]}" >>"$log" 2>&1 || fail "could not install the project itself"
}

uv() { "$python" -m uv "$@" --python "$python" --quiet >>"$log" 2>&1; }

main
