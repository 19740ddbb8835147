package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Steps in the file system that an interrupt must not spoil, each of which opens what it uses. An interrupt closes a
 * channel under a thread that reads or writes; the step then begins anew, and the thread is interrupted after it.
 */
final class Uninterrupted {

    /** One such step. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private Uninterrupted() {}

    static void run(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            boolean done = false;
            while (!done) {
                try {
                    step.run();
                    done = true;
                } catch (ClosedByInterruptException e) {
                    // Who interrupts without end is heard after the step all the same.
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
