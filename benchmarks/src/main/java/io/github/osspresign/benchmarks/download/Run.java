// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a process, as the operating system accounts for it.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds its own, in user and in kernel mode
 * @param peakMiB of memory
 * @param transfers what the process itself has timed, in order; empty where it times nothing
 * @param failure the last it said where it failed, else {@code null}
 */
record Run(
        double seconds,
        double cpuSeconds,
        double peakMiB,
        List<Transfer> transfers,
        @Nullable String failure) {

    /** File with the output of the process. */
    static final String LOG = "log.txt";

    private static final long MAX_MINUTES = 20;

    /** Accounts for a process and its children exactly, also for what is over before anybody could look. */
    private static final Program TIME = Program.find("time");

    static boolean isPossible() {
        return TIME.isInstalled();
    }

    /** @param folder for what it says */
    static Run of(List<String> command, Path folder) throws IOException, InterruptedException {
        Path account = folder.resolve("time.txt");
        Path log = folder.resolve(LOG);
        List<String> timed = new ArrayList<>(TIME.with("-q", "-o", account.toString(), "-f", "%e %U %S %M"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
        List<String> said = Files.readAllLines(log);
        String[] figures = Files.readString(account).strip().split(" ", -1);
        return new Run(
                Double.parseDouble(figures[0]),
                Double.parseDouble(figures[1]) + Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]) / 1024,
                said.stream()
                        .filter(line -> line.startsWith(Transfer.PREFIX))
                        .map(Transfer::parse)
                        .toList(),
                process.exitValue() == 0 ? null : reason(said, process.exitValue()));
    }

    private static String reason(List<String> said, int status) {
        return said.stream()
                .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .orElse(said.isEmpty() ? "exit status " + status : said.get(said.size() - 1));
    }

    /** The one to compare by: the last that the process has timed, which is that of a route in use, else the whole. */
    Transfer transfer() {
        return transfers.isEmpty() ? new Transfer(seconds, cpuSeconds, 0) : transfers.get(transfers.size() - 1);
    }
}
