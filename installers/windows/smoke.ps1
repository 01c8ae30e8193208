# Installs, uses and removes Hisho on Windows, as an administrator would. WRITTEN ON LINUX, NEVER RUN.
#
#     pwsh installers/windows/smoke.ps1 -Installer hisho-0.1.0-windows-x86_64.exe
#
# An .exe is installed for everybody; an .msi always is. Ends with an error at the first thing that is wrong.
param([Parameter(Mandatory)][string] $Installer)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$folder = "$env:ProgramFiles\Hisho"
$isMsi = $Installer.EndsWith('.msi')
$installerPath = (Resolve-Path $Installer).Path

function Assert([bool] $condition, [string] $what) {
    if (-not $condition) { throw "Not so: $what" }
    Write-Output "ok: $what"
}

function Invoke-AndWait([string] $program, [string[]] $arguments) {
    $process = Start-Process -PassThru -Wait -FilePath $program -ArgumentList $arguments
    Assert ($process.ExitCode -eq 0) "$program $arguments ends with 0 ($($process.ExitCode))"
}

function Get-Rule { Get-NetFirewallRule -DisplayName 'Hisho: *' -ErrorAction SilentlyContinue }

if ($isMsi) {
    Invoke-AndWait 'msiexec' @('/i', "`"$installerPath`"", '/qn', '/norestart')
} else {
    Invoke-AndWait $installerPath @('/S', '/ALLUSERS')
}
$programs = Get-ChildItem "$folder\hisho*.exe"
$blocked = @(Get-Rule | Get-NetFirewallApplicationFilter | ForEach-Object { Split-Path -Leaf $_.Program })
foreach ($program in $programs) {
    $mayConnect = $program.Name -eq 'hisho-fetcher.exe'
    Assert (($blocked -contains $program.Name) -ne $mayConnect) "the firewall on $($program.Name)"
}

$env:HISHO_HOME = Join-Path $env:RUNNER_TEMP 'ひしょ の家'
& "$folder\hisho-cli.exe" --version
Assert ($LASTEXITCODE -eq 0) 'the version is told'
'GGUF とは何ですか。' | & "$folder\hisho-cli.exe" ask --model guide --max-tokens 32 -
Assert ($LASTEXITCODE -eq 0) 'the guide model answers'
& "$folder\hisho-cli.exe" doctor                     # told, not judged: the level of Windows is never 強
$window = Start-Process -PassThru "$folder\hisho.exe"
Assert (-not $window.WaitForExit(15000)) 'the window stays open for 15 seconds'
& taskkill /T /F /PID $window.Id | Out-Null          # with the programs that it has started
$window.WaitForExit()

if ($isMsi) {
    Invoke-AndWait 'msiexec' @('/x', "`"$installerPath`"", '/qn', '/norestart')
} else {
    Invoke-AndWait "$folder\uninstall.exe" @('/S', "_?=$folder")    # without a copy of itself: so it is waited for
    Remove-Item "$folder\uninstall.exe"
    Remove-Item $folder
}
Assert (-not (Test-Path $folder)) 'the folder is gone'
Assert (@(Get-Rule).Count -eq 0) 'the rules are gone'
Assert (-not (Test-Path 'HKLM:\Software\Hisho')) 'the registry is clean'
Assert (-not (Test-Path 'HKLM:\Software\Classes\Hisho.gguf')) 'the type of files is gone'
