package io.github.osspresign.transfer.model;

/**
 * Result for an object that is still in the state of an earlier download. No bytes were transferred and no file was
 * changed.
 */
public record NotModified() implements DownloadResult {}
