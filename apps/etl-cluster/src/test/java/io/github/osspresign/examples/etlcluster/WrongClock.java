// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clock of a child process that can be stepped while it runs: a library, compiled here, that the process loads before the C
 * library. The monotonic clock stays, as it does when the clock of a machine is set.
 */
final class WrongClock {

    private static final String SOURCE = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <stdint.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/time.h>
            #include <time.h>

            static int (*original)(clockid_t, struct timespec *);
            static volatile int64_t *step;

            __attribute__((constructor)) static void begin(void) {
                original = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
                void *mapped = mmap(0, sizeof *step, PROT_READ, MAP_SHARED, open(getenv("CLOCK_STEP"), O_RDONLY), 0);
                step = mapped == MAP_FAILED ? 0 : mapped;
            }

            int clock_gettime(clockid_t id, struct timespec *time) {
                if (!original) begin();
                int result = original(id, time);
                if ((id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) && step) time->tv_sec += *step;
                return result;
            }

            int gettimeofday(struct timeval *restrict time, void *restrict zone) {
                struct timespec now;
                int result = clock_gettime(CLOCK_REALTIME, &now);
                time->tv_sec = now.tv_sec;
                time->tv_usec = now.tv_nsec / 1000;
                return result;
            }

            time_t time(time_t *result) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (result) *result = now.tv_sec;
                return now.tv_sec;
            }
            """;

    private final Path library;
    private final Path step;

    private WrongClock(Path library, Path step) {
        this.library = library;
        this.step = step;
    }

    /**
     * Creates a clock that is right.
     *
     * @param folder folder for its files
     * @return {@code null} without Linux or a compiler
     */
    static @Nullable WrongClock create(Path folder, String name) throws IOException, InterruptedException {
        Path library = folder.resolve("clock.so");
        if (!Files.exists(library)) {
            Path source = Files.writeString(folder.resolve("clock.c"), SOURCE);
            try {
                Process compiler = new ProcessBuilder(
                                "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                        .inheritIO()
                        .start();
                if (!System.getProperty("os.name").equals("Linux")
                        || !compiler.waitFor(1, TimeUnit.MINUTES)
                        || compiler.exitValue() != 0) {
                    return null;
                }
            } catch (IOException e) {
                return null;
            }
        }
        WrongClock clock = new WrongClock(library, folder.resolve(name + ".clock"));
        clock.step(Duration.ZERO);
        return clock;
    }

    /** Returns the environment of the process. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_STEP", step.toString());
    }

    /** Sets how far the clock is ahead of that of the machine. */
    void step(Duration ahead) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        // Not truncated: the process has the file in its memory.
        Files.write(
                step, bytes.putLong(ahead.toSeconds()).array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
