// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import java.util.Objects;

/** Memory outside the heap that the JDK needs to read and write. */
public final class DirectMemory {

    /*
     * The JDK copies an array that it reads or writes through a channel or a socket by way of a buffer outside the heap,
     * and keeps one for each thread, as large as the longest array so far. The JVM limits the memory of all of them: to 10
     * MB in images of buildpacks. So no array is longer than MOST_AT_ONCE: transfers need as much for each of their threads,
     * and the few large buffers that all of them share.
     */

    /** Maximum number of bytes to read or write in one call. */
    public static final int MOST_AT_ONCE = 32 * 1024;

    private DirectMemory() {}

    /**
     * Creates the failure of a transfer that has got no direct memory. It is retryable, since other threads give theirs
     * back.
     *
     * @throws OutOfMemoryError the error itself, if another memory is used up
     */
    public static PlainFailure lacking(OutOfMemoryError e) {
        if (!Objects.requireNonNullElse(e.getMessage(), "").contains("direct buffer memory")) {
            throw e;
        }
        return new PlainFailure("no direct memory is left (-XX:MaxDirectMemorySize)", true);
    }
}
