"""Makes the .rpm from the same staging folder as the .deb; needs rpmbuild."""

from pathlib import Path

from installers.package.release import Release
from installers.source.commands import Workshop

_SPEC = """Name: {package}
Version: {version}
Release: 1
Summary: Chat with a language model on this very computer
License: Apache-2.0 AND LGPL-3.0-only AND MIT AND BSD-3-Clause
BuildArch: x86_64
AutoReqProv: no
Requires: glibc >= 2.35, fontconfig, freetype, dbus-libs, libglvnd-egl, libglvnd-glx, libxcb, libX11
Requires: libX11-xcb, glib2, libzstd, zlib, shared-mime-info
Requires: libwayland-client, libwayland-cursor, libwayland-egl
Recommends: bubblewrap, xdg-dbus-proxy, google-noto-sans-cjk-fonts, gnome-keyring, vulkan-loader
Conflicts: {other}
%define _build_id_links none
%define __os_install_post %{{nil}}
%define _binary_payload w19.zstdio
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost reproducible

%description
Hisho is a chat client for people whose drafts must not leave their computer. The model runs on this machine,
what was said lies in an encrypted vault, and no program that sees a draft can open a network connection.

%files
%config(noreplace) /etc/hisho/README
%config(noreplace) /etc/apparmor.d/hisho
/usr/bin/hisho
/usr/lib/hisho
/usr/share/applications/hisho.desktop
/usr/share/icons/hicolor
/usr/share/man/man1/hisho.1.gz
/usr/share/metainfo/jp.hisho.Hisho.metainfo.xml
/usr/share/mime/packages/hisho.xml
"""


def build(stage: Path, target: Path, release: Release, workshop: Workshop) -> Path:
    """The package beside the others. Raises SetupError, OSError."""
    other = "hisho-airgap" if release.package == "hisho" else "hisho"
    spec = stage.parent / "hisho.spec"
    spec.write_text(
        _SPEC.format(package=release.package, version=release.version, other=other), encoding="utf-8"
    )
    built = stage.parent / "rpm"
    variables = {**workshop.environment, "SOURCE_DATE_EPOCH": str(release.moment)}
    command = ["rpmbuild", "--quiet", "-bb", "--target", "x86_64", "--buildroot", str(stage.parent / "root")]
    command += ["--define", f"_topdir {built}", "--define", f"_rpmdir {built}"]
    command += ["--define", f"%__spec_install_post cp -a {stage}/. {stage.parent / 'root'}/", str(spec)]
    workshop.must(command, "The .rpm could not be made", variables)
    (package,) = built.rglob("*.rpm")
    return package.rename(target / f"{release.package}-{release.version}-1.x86_64.rpm")
