package io.github.osspresign.transfer.model;

import java.time.Duration;

/**
 * Result of an upload.
 *
 * @param object the stored object
 * @param verified how the stored bytes were verified
 * @param attempts number of attempts, 1 if none has failed
 * @param duration time from the call to the verified response
 */
public record Uploaded(RemoteObject object, VerifiedBy verified, int attempts, Duration duration) {}
