; Our part of the Windows installer. electron-builder's own script inserts these macros at their places.
;
; Presets, for example: Talkmelder-Setup.exe /S /allusers SERVER=https://cloud.example.org AUTOSTART=1
; For the whole PC they are policy, for one user only what is suggested.

!define POLICY_KEY "Software\Policies\Talkmelder"
!define PRESET_KEY "Software\Talkmelder\Presets"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; As in main/electron/edition.ts.
!define ACTIVATOR "{09B98F83-76EE-4769-9899-274A816EB88C}"

; Puts the value of NAME=value or /NAME=value into OUT, or nothing. The command line is in $R0.
!macro readPreset NAME OUT
  ClearErrors
  ${GetOptions} " $R0" " ${NAME}=" ${OUT}
  ${if} ${Errors}
    ClearErrors
    ${GetOptions} "$R0" "/${NAME}=" ${OUT}
    ${if} ${Errors}
      StrCpy ${OUT} ""
    ${endIf}
  ${endIf}
  ClearErrors
!macroend

!macro writePreset KIND KEY VALUE DATA
  ${if} $installMode == "all"
    WriteReg${KIND} HKLM "${POLICY_KEY}${KEY}" "${VALUE}" ${DATA}
  ${else}
    WriteReg${KIND} HKCU "${PRESET_KEY}${KEY}" "${VALUE}" ${DATA}
  ${endIf}
!macroend

!macro customInstall
  ${GetParameters} $R0
  !insertmacro readPreset "SERVER" $R1
  ${if} $R1 != ""
    !insertmacro writePreset Str "" "server" "$R1"
  ${endIf}
  !insertmacro readPreset "LANGUAGE" $R1
  ${if} $R1 != ""
    !insertmacro writePreset Str "\defaults" "language" "$R1"
  ${endIf}
  !insertmacro readPreset "AUTOSTART" $R1
  ${if} $R1 == "1"
    !insertmacro writePreset DWORD "\defaults" "autostart" 1
  ${elseIf} $R1 == "0"
    !insertmacro writePreset DWORD "\defaults" "autostart" 0
  ${endIf}
!macroend

!macro customHeader
  !ifdef BUILD_UNINSTALLER
    LangString askPurge ${LANG_GERMAN} "Auch die Konten und Einstellungen von Talkmelder auf diesem PC löschen?$\r$\n$\r$\nDie App-Passwörter werden dabei auf dem Server widerrufen. Das gilt nur für deinen Benutzer."
    LangString askPurge ${LANG_ENGLISH} "Also delete Talkmelder's accounts and settings on this PC?$\r$\n$\r$\nTheir app passwords are revoked on the server. This concerns only your user."
    LangString notPurged ${LANG_GERMAN} "Nicht alles konnte gelöscht werden. Entferne „Talkmelder“ auf dem Server unter Einstellungen → Sicherheit → Geräte & Sitzungen, und den Ordner $APPDATA\Talkmelder."
    LangString notPurged ${LANG_ENGLISH} "Not everything could be deleted. Remove “Talkmelder” on the server under Settings → Security → Devices & sessions, and the folder $APPDATA\Talkmelder."
    LangString howToRevoke ${LANG_GERMAN} "Die App-Passwörter gelten weiter. Du widerrufst sie auf dem Server unter Einstellungen → Sicherheit → Geräte & Sitzungen."
    LangString howToRevoke ${LANG_ENGLISH} "The app passwords stay valid. Revoke them on the server under Settings → Security → Devices & sessions."
  !endif
!macroend

; Removes what belongs to the user who runs this: on a PC with several, Windows lets no user reach the others'.
!macro removeUsersEntries
  DeleteRegValue HKCU "${RUN_KEY}" "${APP_ID}"
  DeleteRegValue HKCU "${APPROVED_KEY}" "${APP_ID}"
  DeleteRegKey HKCU "Software\Classes\CLSID\${ACTIVATOR}"
  DeleteRegKey HKCU "${PRESET_KEY}"
  DeleteRegKey /ifempty HKCU "Software\Talkmelder"
  ; The task that starts Talkmelder again after a crash (main/electron/restart-entry.ts).
  ReadEnvStr $R1 "USERNAME"
  nsExec::Exec 'schtasks /Delete /TN "Talkmelder ($R1)" /F'
  Pop $R1
  ; Electron writes its own shortcut, with the activator, into the user's Start menu.
  SetShellVarContext current
  Delete "$SMPROGRAMS\${PRODUCT_NAME}.lnk"
  ${if} $installMode == "all"
    SetShellVarContext all
  ${endIf}
!macroend

; Removes what the installer has written for the whole PC.
!macro removePcsPresets
  ${if} $installMode == "all"
    DeleteRegValue HKLM "${POLICY_KEY}" "server"
    DeleteRegValue HKLM "${POLICY_KEY}\defaults" "language"
    DeleteRegValue HKLM "${POLICY_KEY}\defaults" "autostart"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}\defaults"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}"
  ${endIf}
!macroend

; The app itself revokes and deletes, while its program is still there.
!macro purge
  ExecWait '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --forget' $R1
  ${if} $R1 != 0
    SetErrorLevel 3
    ${ifNot} ${Silent}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(notPurged)"
    ${endIf}
  ${endIf}
  !insertmacro removePcsPresets
!macroend

!macro customUnInstall
  ; An update runs the uninstaller of the version before: nothing of the user's may go then.
  ${ifNot} ${isUpdated}
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} "$R0" "/PURGE" $R1
    ${ifNot} ${Errors}
      !insertmacro purge
    ${elseIfNot} ${Silent}
      ${if} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(askPurge)" IDYES`
        !insertmacro purge
      ${else}
        MessageBox MB_OK|MB_ICONINFORMATION "$(howToRevoke)"
      ${endIf}
    ${endIf}
    !insertmacro removeUsersEntries
  ${endIf}
!macroend
