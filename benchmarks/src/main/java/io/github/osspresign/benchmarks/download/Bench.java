// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Workplace of a suite: folders in memory and on disk, which are deleted at the end, and a certificate. */
record Bench(Path memory, Path disk, Certificate certificate) implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");

    static Bench open() throws IOException, InterruptedException, GeneralSecurityException {
        Path disk = Files.createTempDirectory("bench");
        Path memory = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : disk, "bench");
        return new Bench(memory, disk, Certificate.make(disk));
    }

    /** Returns whether this machine has what every suite needs: a server and the accounting of processes. */
    static boolean isPossible() {
        return Program.find("nginx").isInstalled() && Run.isPossible();
    }

    static void requirePossible() {
        if (!isPossible()) {
            throw new IllegalStateException("programs: nginx or GNU time is not installed");
        }
    }

    Path folder(Path parent, String name) throws IOException {
        return Files.createDirectories(parent.resolve(name));
    }

    /** A side that is a Java program of this module. */
    Side java(String name, Class<?> main, String heap, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-Xmx" + heap, "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        all.addAll(certificate.javaOptions());
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(List.of(arguments));
        return new Side(name, Program.java(), all, Integer.MAX_VALUE);
    }

    /** The endpoint of ours that may use links of a server on this machine. */
    static String osspresigned(Path directory, String origin, String options) {
        String host = origin.substring(origin.indexOf("://") + 3);
        return "osspresigned:" + directory + "?allowHttp=true&allowPrivateAddresses=true&allowedHosts=" + host
                + options;
    }

    @Override
    public void close() throws IOException {
        Folders.delete(memory);
        Folders.delete(disk);
    }
}
