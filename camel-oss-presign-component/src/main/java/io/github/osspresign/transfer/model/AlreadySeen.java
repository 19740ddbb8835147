package io.github.osspresign.transfer.model;

/**
 * An object that has not been downloaded, because its {@link DownloadFilter} has seen it before.
 *
 * @param object the object
 */
public record AlreadySeen(ObjectIdentity object) implements DownloadResult {}
