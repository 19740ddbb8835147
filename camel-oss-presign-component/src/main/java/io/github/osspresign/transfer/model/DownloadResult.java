package io.github.osspresign.transfer.model;

/** How a download ended well. */
public sealed interface DownloadResult permits Downloaded, DownloadStream, ExistingFile, AlreadySeen, NotModified {}
