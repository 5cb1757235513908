@echo off
rem Runs Sigrun with the Java of JAVA_HOME or of the PATH. SIGRUN_JAVA_OPTS has further options for Java.
setlocal
set "SIGRUN_APP=%~dp0app"
set "SIGRUN_JAVA=java.exe"
if defined JAVA_HOME set "SIGRUN_JAVA=%JAVA_HOME%\bin\java.exe"
rem No block in parentheses: those in "Program Files (x86)" would end it.
if not defined JAVA_HOME goto start
if exist "%SIGRUN_JAVA%" goto start
echo sigrun: no bin\java.exe in JAVA_HOME "%JAVA_HOME%". Set it to a JDK of version 17 or newer. 1>&2
exit /b 70
:start
set "SIGRUN_TUNING=-XX:TieredStopAtLevel=1"
if /i "%~1"=="run" set "SIGRUN_TUNING=-XX:MaxNewSize=96m"
if /i "%~1"=="query" set "SIGRUN_TUNING=-XX:MaxNewSize=96m"
if /i "%~1"=="backtest" set "SIGRUN_TUNING=-XX:MaxNewSize=96m"
if /i "%~1"=="serve" set "SIGRUN_TUNING="
if /i "%~1"=="lsp" set "SIGRUN_TUNING=-XX:+DisplayVMOutputToStderr -XX:MaxNewSize=96m"
"%SIGRUN_JAVA%" -XX:+UseParallelGC %SIGRUN_TUNING% %SIGRUN_JAVA_OPTS% -jar "%SIGRUN_APP%\sigrun-cli.jar" %*
exit /b %ERRORLEVEL%
