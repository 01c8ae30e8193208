; The Windows installer: for one user without administrator rights, or with /ALLUSERS for everybody.
;
; Compiled by installers/windows/nsis.py, which defines VERSION, NUMBERS, NAME, PUBLISHER, KIBIBYTES,
; ICON, LISTS, OUTPUT and, where there is a key, SIGN.
; Switches: /S (silent), /ALLUSERS (needs an administrator), /D=FOLDER (last, without quotes).
; Exit codes: 0 done, 1 cancelled, 2 failed, 4 Hisho is running, 5 an administrator is needed,
; 6 this Windows is too old, 7 the older version could not be removed, 8 the .msi has installed Hisho,
; 9 something of the user's could not be overwritten or deleted.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
AllowSkipFiles off
BrandingText " "
Name "Hisho"
OutFile "${OUTPUT}"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include nsDialogs.nsh
!include "${LISTS}"

!define EXIT_FAILED 2
!define EXIT_RUNNING 4
!define EXIT_NOT_ADMINISTRATOR 5
!define EXIT_OLD_WINDOWS 6
!define EXIT_OLDER_VERSION_STAYS 7
!define EXIT_OTHER_INSTALLER 8
!define EXIT_NOT_ERASED 9
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Hisho"
!define FILE_TYPE "Hisho.gguf"
!define FOR_EVERYBODY "$INSTDIR\for-everybody"      ; whose it is: a folder may have several names

Var ForAll      ; 1 for everybody on this computer, otherwise empty
Var Writing     ; 1 from the first file on
Var Older       ; the folder of the version that is installed, if one is

!include "shared.nsh"
!include "system.nsh"
!include "personal.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "panel.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_NOAUTOCLOSE
; Explorer starts it as the user, even where the installer has an administrator's rights.
!define MUI_FINISHPAGE_RUN "$WINDIR\explorer.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "$\"$INSTDIR\hisho.exe$\""
!define MUI_FINISHPAGE_RUN_TEXT "$(START_HISHO)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ShowChoice un.TakeChoice
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!include "texts.nsh"

VIProductVersion "${NUMBERS}"
!macro DESCRIBE LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "${PUBLISHER}"
!macroend
!insertmacro DESCRIBE ${LANG_ENGLISH}
!insertmacro DESCRIBE ${LANG_JAPANESE}

; The uninstaller is made while the installer is compiled, and signed then or never.
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
    !insertmacro REFUSE "$(OLD_WINDOWS)" ${EXIT_OLD_WINDOWS}
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    ${If} $INSTDIR != ""        ; NSIS has taken /D= out of the parameters
      StrCpy $R0 "$R0 /D=$INSTDIR"
    ${EndIf}
    !insertmacro ASK_FOR_ADMINISTRATOR "$EXEPATH" "$R0"
    ReadRegStr $R1 HKLM "Software\Hisho" "InstalledBy"
    ${If} $R1 == "msi"
      !insertmacro REFUSE "$(OTHER_INSTALLER)" ${EXIT_OTHER_INSTALLER}
    ${EndIf}
    StrCpy $ForAll 1
  ${EndIf}
  Call ChooseWhose
  ReadRegStr $Older SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $INSTDIR == ""
    ; NSIS drops a /D that names no possible folder; whoever wrote it does not want another one.
    System::Call 'kernel32::GetCommandLineW() w .R1'
    ClearErrors
    ${GetOptions} $R1 "/D=" $R2
    ${IfNot} ${Errors}
      !insertmacro REFUSE "$(NOT_WRITTEN)" ${EXIT_FAILED}
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $Older
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $ForAll == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Hisho"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Hisho"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  SetRegView 64
  Call ChooseWhose
  Push $Older
  Call RefuseWhileRunning
  Push $INSTDIR
  Call RefuseWhileRunning
  Call RemoveOlder
  ClearErrors
  StrCpy $Writing 1
  !insertmacro INSTALL_FILES
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} $ForAll == 1
    FileOpen $R0 "${FOR_EVERYBODY}" w
    FileClose $R0
  ${EndIf}
  ${If} ${Errors}
    SetErrorLevel ${EXIT_FAILED}
    Abort "$(NOT_WRITTEN)"
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\Hisho.lnk" "$INSTDIR\hisho.exe" "" "$INSTDIR\hisho.exe" 0 SW_SHOWNORMAL "" "$(COMMENT)"
  Call RegisterFileType
  Call RegisterUninstaller
  ${If} $ForAll == 1
    Call BlockNetwork
  ${EndIf}
SectionEnd

; Half an installation is none: what was written goes again.
Function .onInstFailed
  ${If} $Writing == 1
    SetOutPath "$TEMP"          ; nobody may be in a folder that shall go
    !insertmacro DELETE_FILES
    Delete "${FOR_EVERYBODY}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

; The older version takes away what it brought, and nothing else; it may have had other files.
Function RemoveOlder
  ${If} $Older == ""
  ${OrIfNot} ${FileExists} "$Older\uninstall.exe"
    Return
  ${EndIf}
  ExecWait '"$Older\uninstall.exe" /S _?=$Older' $R0
  ${If} ${Errors}
  ${OrIf} $R0 <> 0
    DetailPrint "$(OLDER_STAYS)"
    SetErrorLevel ${EXIT_OLDER_VERSION_STAYS}
    Abort "$(OLDER_STAYS)"
  ${EndIf}
  Delete "$Older\uninstall.exe"
  RMDir "$Older"
FunctionEnd

Function un.onInit
  SetRegView 64
  ; Not by a switch: whoever starts uninstall.exe by hand gives none.
  ${If} ${FileExists} "${FOR_EVERYBODY}"
    StrCpy $ForAll 1
    ; By the name under which the firewall knows the programs.
    ReadRegStr $R0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    ${If} ${FileExists} "$R0\uninstall.exe"
      StrCpy $INSTDIR $R0
    ${EndIf}
    !insertmacro ASK_FOR_ADMINISTRATOR "$INSTDIR\uninstall.exe" ""
  ${EndIf}
  Call un.ChooseWhose
  Call un.ReadSwitches
FunctionEnd

Section Uninstall
  SetRegView 64
  Push $INSTDIR
  Call un.RefuseWhileRunning
  Call un.DeletePersonal
  Call un.ChooseWhose
  ${If} $ForAll == 1
    Call un.UnblockNetwork
  ${EndIf}
  Call un.UnregisterFileType
  Delete "$SMPROGRAMS\Hisho.lnk"
  !insertmacro DELETE_FILES
  Delete "${FOR_EVERYBODY}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} $INSTDIR == "$LOCALAPPDATA\Programs\Hisho"
    RMDir "$LOCALAPPDATA\Programs"
  ${EndIf}
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
SectionEnd
