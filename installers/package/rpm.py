"""Makes the .rpm from the same staging folder as the .deb, for Fedora, RHEL and openSUSE; needs rpmbuild.

What it requires is named as rpm names libraries, by file and symbol, because every distribution provides
those names whatever its packages are called.
"""

import tempfile
from pathlib import Path

from desktop.licences.component import read_list
from installers.package import described, linked, staging, versions
from installers.package.deb import OPTIONAL
from installers.package.release import Edition, Release
from installers.source.commands import Workshop

_SPEC = """Name: {package}
Version: {version}
Release: {revision}
Summary: {summary}
License: {licence}
BuildArch: x86_64
AutoReqProv: no
{requires}
Requires: fontconfig
Requires: shared-mime-info
{recommends}
Recommends: bubblewrap
Recommends: xdg-dbus-proxy
Recommends: font(:lang=ja)
Recommends: (gnome-keyring or kwallet or keepassxc)
Conflicts: {other}
%define _build_id_links none
%define __os_install_post %{{nil}}
%define _binary_payload w19.zstdio
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost reproducible

%description
{description}

%install
cp -a {stage}/. %{{buildroot}}/

%files
%dir /etc/hisho
%config(noreplace) /etc/hisho/README
/usr/bin/hisho
/usr/lib/hisho
/usr/share/applications/hisho.desktop
/usr/share/bash-completion/completions/hisho
%doc /usr/share/doc/{package}
/usr/share/hisho
/usr/share/icons/hicolor/*/apps/hisho.*
/usr/share/icons/hicolor/*/mimetypes/application-x-gguf.*
/usr/share/man/man1/hisho.1.gz
/usr/share/man/ja/man1/hisho.1.gz
/{metainfo}
/usr/share/mime/packages/hisho.xml
"""


def build(stage: Path, target: Path, release: Release, workshop: Workshop) -> Path:
    """The package beside the others; the stage is left as it is. Raises SetupError, OSError, and
    LicencesUnreadableError where the stage has no list of licences.
    """
    staging.settle(stage, release.moment)
    # rpmbuild takes no folder with a space in its path, and a checkout may lie in one.
    with tempfile.TemporaryDirectory(prefix="hisho-rpm-") as scratch:
        place = Path(scratch)
        (place / "stage").symlink_to(stage.resolve())
        (place / "hisho.spec").write_text(_spec(stage, place / "stage", release, workshop), encoding="utf-8")
        variables = {**workshop.environment, "SOURCE_DATE_EPOCH": str(release.moment)}
        command = ["rpmbuild", "--quiet", "-bb", "--target", "x86_64", "--define", f"_topdir {place}"]
        command += ["--define", f"_rpmdir {place}", str(place / "hisho.spec")]
        workshop.must(command, "The .rpm could not be made", variables)
        (package,) = place.rglob("*.rpm")
        made = target / f"{release.package}-{release.version}-{versions.REVISION}.x86_64.rpm"
        made.write_bytes(package.read_bytes())
    return made


def _spec(stage: Path, place: Path, release: Release, workshop: Workshop) -> str:
    needs = linked.needs(stage / staging.PROGRAMS, workshop)
    better = sorted(needs.libraries & OPTIONAL)
    required = [*sorted(needs.libraries - OPTIONAL), f"libc.so.6(GLIBC_{needs.glibc})"]
    required += [f"libstdc++.so.6(GLIBCXX_{needs.glibcxx})"] if needs.gcc else []
    return _SPEC.format(
        package=release.package,
        version=versions.upstream(release.version),
        revision=versions.REVISION,
        other=f"hisho-{Edition.AIRGAP}" if release.edition is Edition.FULL else "hisho",
        requires="\n".join(f"Requires: {_capability(name)}" for name in required),
        recommends="\n".join(f"Recommends: {_capability(name)}" for name in better),
        licence=_licence(stage / staging.PROGRAMS / staging.NOTICES),
        summary=described.SUMMARY.capitalize(),
        description=described.description(release.edition),
        stage=place,
        metainfo=staging.METAINFO,
    )


def _licence(notices: Path) -> str:
    """All licences of what is in the package, as one SPDX expression."""
    expressions = {each.licence for each in read_list(notices)}
    return " AND ".join(f"({each})" if " " in each else each for each in sorted(expressions))


def _capability(name: str) -> str:
    """As rpm writes a library of 64 bits: libxcb.so.1()(64bit), libc.so.6(GLIBC_2.34)(64bit)."""
    return f"{name}(64bit)" if name.endswith(")") else f"{name}()(64bit)"
