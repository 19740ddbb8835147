// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Folder of messages with links. */
final class ChaosFolder implements ChaosSource {

    private final Path folder;

    ChaosFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public String uri() {
        return "file:" + folder + "?delay=10&initialDelay=0&moveFailed=.error";
    }

    @Override
    public void connect(CamelContext context) {
        // A folder needs no connection.
    }

    @Override
    public void give(String name, String message) throws IOException {
        Path staged = Files.writeString(folder.resolveSibling(name), message);
        Files.move(staged, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean isDrained() throws IOException {
        return names(folder).isEmpty();
    }

    @Override
    public Set<String> failed() throws IOException {
        Path failed = folder.resolve(".error");
        return Files.isDirectory(failed) ? names(failed) : Set.of();
    }

    @Override
    public void giveFailedAgain() throws IOException {
        for (String name : failed()) {
            Files.move(folder.resolve(".error").resolve(name), folder.resolve(name));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        // The test deletes it.
    }
}
