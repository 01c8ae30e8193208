#!/bin/sh
# Starts Hisho from the folder that this file is in. What it keeps lies in the user's home, or beside this file
# with --portable. / このファイルのあるフォルダーから Hisho を起動します。--portable を付けると、保存するものもここに置きます。
here=$(dirname -- "$(readlink -f -- "$0")")
programs=$here/programs

if [ "$1" = --portable ]; then
    shift
    HISHO_HOME=$here/home
    export HISHO_HOME
fi

# Which libraries of the system are missing? Asked of the window's own parts, before anything is started.
if command -v ldd >/dev/null; then
    missing=$(
        LD_LIBRARY_PATH=$programs/_internal ldd "$programs/hisho" \
            "$programs"/_internal/PySide6/Qt/lib/libQt6Gui.so.6 \
            "$programs"/_internal/PySide6/Qt/lib/libQt6DBus.so.6 \
            "$programs"/_internal/PySide6/Qt/plugins/platforms/libqxcb.so \
            "$programs"/_internal/llama_cpp/lib/libllama.so 2>&1 |
            sed -n 's/^[[:space:]]*\(.*\) => not found$/\1/p; s/.*version .\(GLIBC[X]*_[0-9.]*\). not found.*/\1/p' |
            sort -u | tr '\n' ' '
    )
    if [ -n "$missing" ]; then
        {
            echo "hisho: このシステムに次のライブラリがありません / this system lacks: $missing"
            echo "Debian, Ubuntu: sudo apt-get install @DEBIAN@"
            echo "Fedora, RHEL:   sudo dnf install @FEDORA@"
        } >&2
        exit 127
    fi
fi

exec "$programs/hisho" "$@"
