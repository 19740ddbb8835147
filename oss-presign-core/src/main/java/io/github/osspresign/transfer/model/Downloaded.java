// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Result of a download to a file.
 *
 * @param file the finished file
 * @param fileName name of the file, or of the object if the request has given the file another name; it has sub-folders
 *     only if the request names them
 * @param object the object; its length is that of the file
 * @param verified how the bytes were verified
 * @param attempts number of attempts, 1 if none has failed
 * @param resumedBytes bytes taken over from an earlier download
 * @param duration time from the call to the finished file
 */
public record Downloaded(
        Path file,
        String fileName,
        RemoteObject object,
        VerifiedBy verified,
        int attempts,
        long resumedBytes,
        Duration duration)
        implements DownloadResult {

    /** Returns the length of the file in bytes. */
    public long length() {
        return object.length();
    }

    /** Omits the values that the service controls. */
    @Override
    public String toString() {
        return "Downloaded[" + file + ", " + length() + " bytes, verified by " + verified + ", " + duration + "]";
    }
}
