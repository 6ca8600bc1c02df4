# Finds a JDK of at least version 25 and exports JAVA_HOME; sourced by ./sorrel and ./mvnw.
# Looked at, in order: SORREL_JAVA_HOME, JAVA_HOME, the usual folders, the java on the PATH.

sorrel_jdk_is_new_enough() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${major:-0}" -ge 25 ]
}

sorrel_find_jdk() {
  # mvnw turns the expansion of * off; the list below needs it.
  case $- in *f*) restore='set -f' ;; *) restore=: ;; esac
  set +f
  on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  found=
  for candidate in "${SORREL_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && sorrel_jdk_is_new_enough "$candidate"; then
      found=$candidate
      break
    fi
  done
  $restore
  if [ -z "$found" ]; then
    echo "Sorrel needs a JDK of version 25 or newer and found none." >&2
    echo "Install one (for example Eclipse Temurin 25), or set SORREL_JAVA_HOME to its folder." >&2
    return 1
  fi
  JAVA_HOME=$found
  export JAVA_HOME
}

sorrel_find_jdk || exit 1
