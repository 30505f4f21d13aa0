@echo off
rem Double-click: finds Python 3.11 or newer, sets linkmatch up the first time, opens the app.
rem No brackets after if: a folder called "linkmatch (1)" would end them.
setlocal DisableDelayedExpansion
title linkmatch
pushd "%~dp0"
if not exist dev.py goto packed

py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && goto with_py
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && goto with_python

echo Python 3.11 atau lebih baru tidak ditemukan di komputer ini.
echo Unduh dari python.org/downloads, centang "Add python.exe to PATH" saat memasang,
echo lalu klik dua kali mulai.bat lagi.
echo.
echo Python 3.11 or newer was not found: get it from python.org/downloads,
echo tick "Add python.exe to PATH" while installing, then double-click mulai.bat again.
set code=2
goto failed

:packed
echo Berkas dev.py tidak ada: klik kanan berkas ZIP, pilih Ekstrak Semua, lalu buka mulai.bat di folder hasilnya.
echo The file dev.py is missing: right-click the ZIP, choose Extract All, then open mulai.bat in the new folder.
set code=2
goto failed

:with_py
py -3 dev.py app %*
set code=%errorlevel%
goto ended

:with_python
python dev.py app %*
set code=%errorlevel%

:ended
if "%code%"=="0" goto end

:failed
echo.
echo Tekan sembarang tombol untuk menutup / Press any key to close
pause >nul

:end
popd
exit /b %code%
