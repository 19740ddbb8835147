package io.github.osspresign.transfer.model;

import org.jspecify.annotations.Nullable;

/**
 * Result for an object that was not downloaded because its {@link DownloadFilter} has seen it before.
 *
 * @param object the object
 * @param state state of the object, or {@code null} if the object was not requested
 */
public record AlreadySeen(ObjectIdentity object, @Nullable ObjectState state) implements DownloadResult {}
