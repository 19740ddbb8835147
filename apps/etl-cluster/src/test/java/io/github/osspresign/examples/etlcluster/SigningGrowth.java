// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/** Measures how many links some numbers of processes sign. They have nothing in common, so the cores are the only limit. */
public final class SigningGrowth {

    private static final Map<String, String> KEYS = Map.of(
            "region", "cn-hangzhou",
            "camel.component.presign.access-key", "dev-access-key-id",
            "camel.component.presign.secret-key", "dev-access-key-secret");
    private static final int LINKS_AT_ONCE = 1000;
    private static final String READY = "ready";
    private static final String SIGNED = "signed ";

    private SigningGrowth() {}

    /** Prints the table of the README. With an argument, it is one of the processes, which signs for so many seconds. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            sign(Path.of(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])));
            return;
        }
        System.out.println("| processes | links a second | ratio to one |");
        System.out.println("| --- | --- | --- |");
        double one = 0;
        for (int processes : List.of(1, 2, 4, 8, 16)) {
            double rate = measure(processes, 10);
            one = one == 0 ? rate : one;
            System.out.printf("| %d | %,.0f | %.1f |%n", processes, rate, rate / one);
        }
    }

    /** Returns the links a second of some processes that sign at the same time. */
    static double measure(int processes, int seconds) throws Exception {
        Path folder = Files.createTempDirectory("signing-growth");
        List<ChildProcess> running = new ArrayList<>();
        try {
            Path start = folder.resolve("start");
            List<Path> logs = new ArrayList<>();
            for (int process = 0; process < processes; process++) {
                Path log = folder.resolve(process + ".log");
                logs.add(log);
                running.add(ChildProcess.start(SigningGrowth.class, log, start.toString(), Integer.toString(seconds)));
            }
            for (ChildProcess process : running) {
                process.awaitLine(READY);
            }
            Files.createFile(start);
            double signed = 0;
            for (int process = 0; process < processes; process++) {
                running.get(process).awaitLine(SIGNED);
                signed += signed(logs.get(process));
            }
            return signed / seconds;
        } finally {
            running.forEach(ChildProcess::kill);
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static long signed(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(SIGNED))
                .mapToLong(line -> Long.parseLong(line.substring(SIGNED.length())))
                .sum();
    }

    private static void sign(Path start, Duration time) throws Exception {
        try (Signer signer = new Signer("demo", KEYS)) {
            signUntil(signer, System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
            System.out.println(READY);
            while (!Files.exists(start)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            System.out.println(SIGNED + signUntil(signer, System.nanoTime() + time.toNanos()));
        }
    }

    private static long signUntil(Signer signer, long end) {
        long[] signed = {0};
        while (System.nanoTime() < end) {
            Iterator<String> keys = Stream.iterate(0, key -> key + 1)
                    .limit(LINKS_AT_ONCE)
                    .map("2026/readings-%06d.zip"::formatted)
                    .iterator();
            signer.sign(keys, Duration.ofDays(1), link -> signed[0]++);
        }
        return signed[0];
    }
}
