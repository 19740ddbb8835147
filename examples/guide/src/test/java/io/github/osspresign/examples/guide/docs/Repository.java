// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The checked out repository around the running test. */
record Repository(Path root) {

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");
    private static final Map<Path, List<Path>> FILES = new ConcurrentHashMap<>();

    /** Found as Maven finds it: by its folder {@code .mvn}. */
    static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return new Repository(folder);
    }

    Path file(String path) {
        return root.resolve(path);
    }

    Page page(String path) {
        return Page.read(file(path));
    }

    /** Every Markdown page. */
    List<Path> pages() {
        return filesThatEndWith(".md");
    }

    /** Every test class, by its simple name; modules may have tests of the same name. */
    Map<String, List<Path>> tests() {
        return filesThatEndWith("Test.java").stream()
                .collect(groupingBy(file -> file.getFileName().toString().replace(".java", "")));
    }

    List<Path> filesThatEndWith(String ending) {
        return FILES.computeIfAbsent(root, Repository::files).stream()
                .filter(file -> file.getFileName().toString().endsWith(ending))
                .toList();
    }

    private static List<Path> files(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean skipped = NOT_OURS.contains(name) || (name.startsWith(".") && !folder.equals(root));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }
}
