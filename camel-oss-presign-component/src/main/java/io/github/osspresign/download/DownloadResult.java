package io.github.osspresign.download;

/** How a download ended well. */
public sealed interface DownloadResult permits Downloaded, DownloadStream, ExistingFile, AlreadySeen, NotModified {}
