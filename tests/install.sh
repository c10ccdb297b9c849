# What a script of the tests needs of the machine, installed where it can be. Sourced; $folder takes the logs.

# Installs packages of the system.
install() {
  local become=()
  [ "$(id -u)" = 0 ] || become=(sudo -n)
  command -v apt-get >/dev/null || return
  echo "installing $*"
  { "${become[@]}" apt-get -qq update && "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$@"; } \
    </dev/null >"$folder/apt.log" 2>&1
}

# Is the command there, or can its package be installed?
have() { command -v "$1" >/dev/null || { install "$2" && command -v "$1" >/dev/null; }; }

# A Python of its own in target/$1 that has the packages named, or those of a file: words of pip.
python_with() {
  have python3 python3 || return
  [ -x "target/$1/bin/pip" ] || python3 -m venv --clear "target/$1" >"$folder/pip.log" 2>&1 \
    || { install python3-venv && python3 -m venv --clear "target/$1" >"$folder/pip.log" 2>&1; } || return
  "target/$1/bin/pip" install --quiet "${@:2}" </dev/null >"$folder/pip.log" 2>&1
}
