package io.github.osspresign.download;

/**
 * An object that has not been downloaded, because its {@link ObjectGate} has seen it before.
 *
 * @param object the object
 */
public record AlreadySeen(ObjectIdentity object) implements DownloadResult {}
