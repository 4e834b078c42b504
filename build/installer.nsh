; The task that starts Talkmelder again after a crash (main/electron/restart-entry.ts). It stays for an update.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadEnvStr $R0 "USERNAME"
    nsExec::Exec 'schtasks /Delete /TN "Talkmelder ($R0)" /F'
    Pop $R0
  ${endIf}
!macroend
