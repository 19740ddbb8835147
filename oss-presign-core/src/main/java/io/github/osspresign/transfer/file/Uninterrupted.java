// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Runs file operations that an interrupt must not break. An interrupt closes the channel of the interrupted thread; the
 * operation is then repeated, and the interrupt restored at its end. Each operation must open the channels that it
 * uses.
 */
final class Uninterrupted {

    /** Repeatable file operation. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private Uninterrupted() {}

    static void run(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    step.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    // An interrupt during the operation is restored after it.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
