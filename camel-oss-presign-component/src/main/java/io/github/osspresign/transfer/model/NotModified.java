package io.github.osspresign.transfer.model;

/** The object is still in the state that it had in an earlier download; nothing came, and no file was touched. */
public record NotModified() implements DownloadResult {}
