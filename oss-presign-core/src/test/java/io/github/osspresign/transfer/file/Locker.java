// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.test.JavaCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A process that tries to lock all of a file, and holds the lock until it is told to let go. */
final class Locker {

    private static final int REFUSED = 3;

    private Locker() {}

    /** Returns when the process has the lock or has been refused it. */
    static Process start(Path file) throws IOException {
        Process process = JavaCommand.of(Locker.class, List.of(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("the process does not start");
        }
        return process;
    }

    /** Lets go; says whether it had the lock. */
    static boolean end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor() != REFUSED;
    }

    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            boolean locked = channel.tryLock() != null;
            System.out.println(locked);
            System.in.read();
            if (!locked) {
                System.exit(REFUSED);
            }
        }
    }
}
