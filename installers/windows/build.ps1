# Freezes Hisho on Windows into build\package\EDITION\hisho. WRITTEN ON LINUX, NEVER RUN; see installers/README.md.
#
#     pwsh installers/windows/build.ps1 -Edition full
#
# Needs Python 3.12 and the C++ tools of Visual Studio. Everything else comes by the hashes of installers/locks.
param([ValidateSet('full', 'airgap')][string] $Edition = 'full')

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true    # a program that fails ends the script

$root = (Resolve-Path "$PSScriptRoot\..\..").Path
Set-Location $root
$scratch = "$root\build\package\windows"
$python = "$root\.venv-package\Scripts\python.exe"
$tools = "$scratch\tools\Scripts\python.exe"

function Install-Locked([string] $interpreter, [string] $lines) {
    & $interpreter -m pip --disable-pip-version-check install -q --no-deps --require-hashes -r $lines
}

# What the product needs, then what freezes it: one environment, as on Linux.
if (Test-Path $scratch) { Remove-Item -Recurse -Force $scratch }
New-Item -ItemType Directory $scratch | Out-Null
python -m venv --clear .venv-package
Install-Locked $python installers\locks\run.txt
foreach ($lock in 'package', 'engine-build') {
    & $python -m installers.windows.windows_lock $lock | Set-Content -Encoding ascii "$scratch\$lock.txt"
}
Install-Locked $python "$scratch\package.txt"

# The engine: for every processor, chosen when it starts. OpenMP is off, since its DLL is not part of Windows;
# Vulkan is left out until a machine with its development kit builds here.
python -m venv "$scratch\tools"
Install-Locked $tools "$scratch\engine-build.txt"
$env:PATH = "$scratch\tools\Scripts;$env:PATH"
$env:CMAKE_ARGS = @(
    '-DGGML_NATIVE=OFF', '-DGGML_BACKEND_DL=ON', '-DGGML_CPU_ALL_VARIANTS=ON', '-DGGML_OPENMP=OFF'
    '-DLLAMA_OPENSSL=OFF', '-DLLAVA_BUILD=OFF'
    '-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib', '-DCMAKE_INSTALL_BINDIR=llama_cpp/lib'
    '-DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include'
) -join ' '
& $tools -m pip --disable-pip-version-check wheel -q --no-deps --no-build-isolation `
    --no-binary llama-cpp-python --require-hashes -r installers\locks\engine.txt -w "$scratch\engine"
$wheel = (Get-ChildItem "$scratch\engine\*.whl").FullName
& $python -m pip --disable-pip-version-check install -q --no-deps $wheel

# The same folder from the same commit: the order of sets and the date go into it.
$env:HISHO_EDITION = $Edition
$env:PYTHONHASHSEED = '0'
$env:PYTHONDONTWRITEBYTECODE = '1'
$env:SOURCE_DATE_EPOCH = git log -1 --format=%ct
& $python -m PyInstaller --noconfirm --log-level WARN --distpath "build\package\$Edition" `
    --workpath "$scratch\work" installers\hisho.spec

& $python -m installers.windows.judge "build\package\$Edition\hisho" $Edition
