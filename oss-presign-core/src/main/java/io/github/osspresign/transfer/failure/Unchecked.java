// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import org.jspecify.annotations.Nullable;

/** Carries the failures of code that has run on another thread to the thread that waits for it. */
public final class Unchecked {

    private Unchecked() {}

    /** Throws an unchecked exception or error again; returns for any other failure, and for none. */
    public static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
